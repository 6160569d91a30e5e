import Drivers
import Kernel
import Pipeline

/// Finds the event in a record: unwraps it, and reads its id, its type and its time.
struct EventReader: Sendable {
  struct Event {
    /// The node of the event's object.
    let root: Int
    /// Members of the root that belong to the envelope.
    let hidden: Set<Int>
    let id: [UInt8]
    let type: String
    let occurred: Instant
  }

  enum Reading {
    case event(Event)
    /// The date is that of the event, where it could be told.
    case rejected(RejectReason, String, LogicalDate?)
  }

  private let idKey: [UInt8]
  private let typeKey: [UInt8]
  private let timeKey: [UInt8]
  private let names: Source.EventKeys
  private let zone: ZoneRules

  private static let dataKey = Array("eventData".utf8)
  private static let processedKey = Array("processedAt".utf8)
  /// How long after the end of its arrival hour an event may claim to have occurred: clocks differ.
  private static let tolerance = Span.seconds(25 * 3600)

  init(_ source: EventSource) {
    names = source.declaration.event
    idKey = Array(names.id.utf8)
    typeKey = Array(names.type.utf8)
    timeKey = Array(names.time.utf8)
    zone = source.zone
  }

  /// Whether a value that was found behind a broken record is a record by itself: it has two of the three keys of an event, and it is not the
  /// inner event of a broken envelope.
  func isRecord(_ tape: JSONTape) -> Bool {
    guard let root = tape.nodes.first, root.kind == .object else { return false }
    guard [idKey, typeKey, timeKey].count(where: { tape.member($0, of: 0) != nil }) >= 2 else { return false }
    return !isInsideEnvelope(tape.bytes, Int(root.start)) || tape.member(Self.dataKey, of: 0) != nil
  }

  private func isInsideEnvelope(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    var position = start - 1
    while position >= 0, bytes[position] == UInt8(ascii: " ") { position -= 1 }
    guard position >= 0, bytes[position] == UInt8(ascii: ":") else { return false }
    let key = Array("\"eventData\"".utf8)
    return position >= key.count && bytes[position - key.count..<position].elementsEqual(key)
  }

  /// - Parameter arrival: the start of the hour in which the object was delivered.
  func read(_ tape: JSONTape, arrival: Instant) -> Reading {
    guard tape.nodes[0].kind == .object else { return .rejected(.notAnObject, "the record is \(Self.article(tape.nodes[0].kind))", nil) }
    var root = 0
    var hidden: Set<Int> = []
    if let data = tape.member(Self.dataKey, of: 0), let processed = tape.member(Self.processedKey, of: 0) {
      // The older wire form: the event within an envelope that repeats its id, type and time; a null when it could not be written.
      if tape.nodes[data].kind == .object { root = data } else if tape.nodes[data].kind == .null { hidden = [data, processed] }
    }
    func find(_ key: [UInt8]) -> Int? { tape.member(key, of: root) ?? (root == 0 ? nil : tape.member(key, of: 0)) }

    let time = find(timeKey)
    let occurred = time.flatMap { EventTime.read(tape, $0, zone) }
    let date = occurred.map { LogicalDate(containing: $0) }
    guard let id = find(idKey), tape.nodes[id].kind != .null, !isEmptyText(tape, id) else {
      return .rejected(.missingID, "'\(names.id)' is absent, null or empty", date)
    }
    guard tape.nodes[id].kind == .string else {
      return .rejected(.wrongType, "'\(names.id)' is \(Self.article(tape.nodes[id].kind)), not a string", date)
    }
    guard let type = find(typeKey), tape.nodes[type].kind != .null, !isEmptyText(tape, type) else {
      return .rejected(.missingType, "'\(names.type)' is absent, null or empty", date)
    }
    guard tape.nodes[type].kind == .string else {
      return .rejected(.wrongType, "'\(names.type)' is \(Self.article(tape.nodes[type].kind)), not a string", date)
    }
    guard let time, tape.nodes[time].kind != .null else { return .rejected(.missingTime, "'\(names.time)' is absent or null", nil) }
    guard let occurred else { return .rejected(.badTime, "'\(names.time)' is no time that exists", nil) }
    guard occurred <= arrival.adding(Self.tolerance) else {
      return .rejected(.futureTime, "'\(names.time)' is more than a day after the arrival", nil)
    }
    return .event(
      Event(root: root, hidden: hidden, id: tape.string(id), type: String(decoding: tape.string(type), as: UTF8.self), occurred: occurred))
  }

  private func isEmptyText(_ tape: JSONTape, _ index: Int) -> Bool {
    tape.nodes[index].kind == .string && tape.nodes[index].start == tape.nodes[index].end
  }

  static func article(_ kind: JSONKind) -> String {
    switch kind {
    case .null: "null"
    case .true, .false: "a boolean"
    case .int, .bigint, .double, .huge: "a number"
    case .string: "a string"
    case .object: "an object"
    case .array: "an array"
    }
  }
}
