import Drivers
import FoundationEssentials
import Kernel

/// Reads a spool as a stranger would: by its keys and bytes alone, with none of the generator's code.
struct RawReader {
  struct Record {
    let object: String
    let text: String
    let event: Event?
  }

  struct Event: Decodable {
    let eventId: String?
    let eventType: String
    let aggregateId: String
    let occurredOn: String
    let couponCode: String?
    let pointsEarned: Double?
    let reason: String?
    let failureReason: String?

    /// The application writes wall time of Taipei.
    var occurred: Instant? { WallTime(occurredOn).map { Instant(microseconds: $0.microseconds - 8 * 3_600_000_000) } }
    var date: LogicalDate? { occurred.map(LogicalDate.init(containing:)) }
  }

  let records: [Record]

  init(spool: String) throws {
    var records: [Record] = []
    for entry in try Files.list("\(spool)/domain-events") {
      for text in Self.split(try GzipReader.inflateAll(path: "\(spool)/domain-events/\(entry.path)")) {
        let event = try? JSONDecoder().decode(Event.self, from: Data(text))
        records.append(Record(object: entry.path, text: String(decoding: text, as: UTF8.self), event: event))
      }
    }
    self.records = records
  }

  var events: [(record: Record, event: Event)] { records.compactMap { record in record.event.map { (record, $0) } } }

  /// One piece per record: to its closing brace, or when it has none on its line, to the line's end.
  static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") {
        if index > start { pieces.append(bytes[start..<index]) }
        (start, depth, isInString, isEscaped) = (index + 1, 0, false, false)
      } else if isEscaped {
        isEscaped = false
      } else if isInString {
        if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { isInString = false }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 {
          pieces.append(bytes[start...index])
          start = index + 1
        }
      }
    }
    if start < bytes.count { pieces.append(bytes[start...]) }
    return pieces
  }

  /// `year=2026/month=11/day=21/hour=10/…` as the hour's beginning.
  static func hour(of object: String) -> Instant? {
    let parts = object.split(separator: "/").prefix(4).compactMap { $0.split(separator: "=").last }
    return parts.count == 4 ? Instant("\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):00:00Z") : nil
  }
}
