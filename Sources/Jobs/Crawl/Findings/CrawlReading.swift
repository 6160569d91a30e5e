import Catalog
import Drivers
import Kernel
import Lake
import Pipeline
import State

/// Reads objects, one at a time, and judges their records. Writes nothing: a plan and a run read alike.
struct CrawlReading {
  let source: EventSource
  let lake: LakeLayout
  let established: EventSchema
  private let reader: EventReader
  private var file = RawObjectReader()
  private var collectors: [String: [LogicalDate: ShapeCollector]] = [:]
  private var findings = CrawlFindings()

  init(source: EventSource, lake: LakeLayout, established: EventSchema) {
    self.source = source
    self.lake = lake
    self.established = established
    reader = EventReader(source)
  }

  /// - Parameter progress: called with the number of objects read.
  /// - Throws: a `Failure` when a file cannot be read; `CancellationError`.
  static func read(
    _ objects: [PendingObject], source: EventSource, lake: LakeLayout, established: EventSchema, progress: (Int) -> Void = { _ in }
  ) throws -> CrawlFindings {
    var reading = CrawlReading(source: source, lake: lake, established: established)
    for (number, object) in objects.enumerated() {
      try Task.checkCancellation()
      try reading.readFirst(object, number: Int32(number))
      progress(number + 1)
    }
    try reading.arbitrate()
    reading.findings.seen = reading.collectors.compactMapValues { dates in
      let trees = dates.mapValues(\.tree).filter { $0.value.counts.total > 0 }
      return trees.isEmpty ? nil : trees
    }
    return reading.findings
  }

  private mutating func readFirst(_ object: PendingObject, number: Int32) throws {
    let (sha256, content) = try file.load(lake.path(object.key))
    var found = ObjectFindings(object: object, sha256: sha256)
    let arrivalDate = LogicalDate(containing: object.arrival)
    func reject(_ frame: JSONStream.Frame, _ reason: RejectReason, _ detail: String, _ date: LogicalDate?) {
      found.rejects.append(
        ObjectReject(ordinal: frame.ordinal, offset: frame.offset, reason: reason.rawValue, detail: detail, date: date ?? arrivalDate))
    }
    switch content {
    case .unreadable(let why):
      found.rejects = [ObjectReject(ordinal: 1, offset: 0, reason: RejectReason.unreadable.rawValue, detail: why, date: arrivalDate)]
    case .inflated:
      var stream = JSONStream()
      file.withBytes { bytes in
        stream.read(bytes, isRecord: reader.isRecord) { frame, tape in
          if let fault = frame.fault {
            reject(frame, RejectReason(fault.reason), "\(fault.detail), at byte \(fault.offset)", nil)
            return
          }
          findings.duplicateKeys += tape.duplicateKeys
          switch reader.read(tape, arrival: object.arrival) {
          case .rejected(let reason, let detail, let date): reject(frame, reason, detail, date)
          case .event(let event):
            let date = LogicalDate(containing: event.occurred)
            found.rows[date, default: 0] += 1
            collector(event.type, date).add(tape, event.root, from: number, leavingOut: event.hidden)
          }
        }
      }
    }
    findings.objects.append(found)
  }

  private mutating func collector(_ type: String, _ date: LogicalDate) -> ShapeCollector {
    if let collector = collectors[type]?[date] { return collector }
    let made = ShapeCollector()
    collectors[type, default: [:]][date] = made
    return made
  }

  /// Settles places of one event type that held several kinds of value, then reads the objects concerned once more to set their records aside.
  private mutating func arbitrate() throws {
    let seen = collectors.mapValues { $0.values.reduce(ShapeTree()) { $0 + $1.tree } }
    let keys = source.declaration.event
    let arbiter = TypeArbiter(seen: seen, established: established, exempt: [keys.id, keys.type, keys.time])
    findings.typeChanges = arbiter.changes
    var concerned: Set<Int32> = []
    for (type, unfit) in arbiter.unfit {
      for collector in (collectors[type] ?? [:]).values { concerned.formUnion(collector.objects(with: unfit)) }
    }
    for number in concerned.sorted() {
      try Task.checkCancellation()
      try readAgain(Int(number), arbiter)
    }
  }

  private mutating func readAgain(_ number: Int, _ arbiter: TypeArbiter) throws {
    let object = findings.objects[number].object
    guard case (let sha256, .inflated) = try file.load(lake.path(object.key)), sha256 == findings.objects[number].sha256 else {
      throw Failure(6107, "\(object.key) changed while it was being read", hint: "run again when its writer has finished", retry: .backoff)
    }
    var stream = JSONStream()
    file.withBytes { bytes in
      stream.read(bytes, isRecord: reader.isRecord) { frame, tape in
        guard frame.fault == nil, case .event(let event) = reader.read(tape, arrival: object.arrival),
          let violation = arbiter.unfit[event.type]?.violation(tape, event.root)
        else { return }
        let date = LogicalDate(containing: event.occurred)
        findings.objects[number].rows[date, default: 0] -= 1
        findings.objects[number].rejects.append(
          ObjectReject(
            ordinal: frame.ordinal, offset: frame.offset, reason: RejectReason.wrongType.rawValue,
            detail: "'\(violation.path)' of \(event.type) holds a value of class \(violation.found.rawValue)", date: date))
        collectors[event.type]?[date]?.subtract(tape, event.root, leavingOut: event.hidden)
      }
    }
    findings.objects[number].rejects.sort { $0.ordinal < $1.ordinal }
    findings.objects[number].rows = findings.objects[number].rows.filter { $0.value > 0 }
  }
}
