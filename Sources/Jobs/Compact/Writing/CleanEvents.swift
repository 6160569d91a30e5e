import Catalog
import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State

/// Reads exactly the records of one event date, masks them, and writes them as lines that DuckDB is told the shape of.
///
/// One object is in memory at a time. The shape is taken from what was written, so that masks, new names and the net are in it. Two keys that
/// a column store cannot tell apart are known only when all is read: then everything is written once more under other names.
struct CleanEvents {
  /// What the file holds.
  struct Result {
    let rows: Int
    /// Bytes of the longest line.
    let longest: Int
    /// The payload's type; its root is an object of the top-level fields.
    let schema: SchemaTree
    /// Keys that have another name in the columns, as `path -> name`.
    let renamed: [String]
  }

  static let fixedColumns = ["event_id", "event_type", "aggregate_id", "occurred_at", "arrived_at", "source_object"]

  let source: EventSource
  let lake: LakeLayout
  let date: LogicalDate
  let selection: DateSelection
  let masks: MaskPlan
  let key: MaskingKey?

  /// - Throws: `NS6122` when an object is not what the inventory says; failures of reading and writing; `CancellationError`.
  func write(to path: String, progress: (Int, Int) -> Void) throws -> Result {
    let (first, collector) = try write(to: path, names: KeyNames(), progress)
    let names = collector.names(taken: Set(Self.fixedColumns))
    guard !names.isEmpty else { return Result(rows: first.rows, longest: first.longest, schema: collector.tree.schema, renamed: []) }
    let (second, renamed) = try write(to: path, names: names, progress)
    return Result(rows: second.rows, longest: second.longest, schema: renamed.tree.schema, renamed: names.renamed)
  }

  private static let aggregateKey = Array("aggregateId".utf8)

  private func write(to path: String, names: KeyNames, _ progress: (Int, Int) -> Void) throws -> ((rows: Int, longest: Int), ShapeCollector)
  {
    let keys = source.declaration.event
    let identity = Set([keys.id, keys.type, keys.time].map { Array($0.utf8) } + [Self.aggregateKey])
    var writer = EventWriter(masks: masks, key: key, names: names, leftOut: identity)
    let output = try OutputFile(path: path, isPrivate: true)
    let reader = EventReader(source)
    let collector = ShapeCollector()
    var file = RawObjectReader()
    var written = JSONTape(limits: JSONLimits(depth: .max, length: .max))
    var counts = (rows: 0, longest: 0)
    for (number, part) in selection.parts.enumerated() {
      try Task.checkCancellation()
      let location = selection.locations[part.key] ?? part.key
      let (sha256, content) = try file.load(lake.path(location))
      guard sha256 == part.sha256, case .inflated = content, let arrival = EventSource.arrival(of: part.key, in: source.declaration) else {
        throw Failure(6122, "\(location) is not what the crawl read", hint: "run the crawl of its date again, then this job")
      }
      let misfits = Set(part.misfits)
      var rows = 0
      var stream = JSONStream()
      try file.withBytes { bytes in
        try stream.read(bytes, isRecord: reader.isRecord) { frame, tape in
          guard frame.fault == nil, case .event(let event) = reader.read(tape, arrival: arrival),
            LogicalDate(containing: event.occurred) == date,
            !misfits.contains(frame.ordinal)
          else { return }
          rows += 1
          let aggregate = tape.member(Self.aggregateKey, of: event.root).flatMap { writer.text(tape, $0, name: Self.aggregateKey) }
          let fromAggregate = writer.redactions
          writer.write(tape, event.root, hidden: event.hidden)
          let line = line(event, part.key, frame.ordinal, arrival, aggregate, fromAggregate + writer.redactions, payload: writer.bytes)
          writer.bytes.withUnsafeBufferPointer { payload in
            if case .value = written.parse(payload, at: 0) { collector.add(written, 0, from: 0) }
          }
          counts.longest = max(counts.longest, line.count)
          try output.write(line)
        }
      }
      guard rows == part.rows else {
        throw Failure(
          6122, "\(location) holds \(rows) rows of \(date), and the crawl counted \(part.rows)",
          hint: "run the crawl of its date again, then this job")
      }
      counts.rows += rows
      progress(number + 1, selection.parts.count)
    }
    try output.close()
    return (counts, collector)
  }

  private func line(
    _ event: EventReader.Event, _ object: String, _ ordinal: Int, _ arrival: Instant, _ aggregate: [UInt8]?,
    _ redactions: [(kind: PersonalDataNet.Kind, path: FieldPath)], payload: [UInt8]
  ) -> [UInt8] {
    var line = Array("{\"event_id\":".utf8)
    line.reserveCapacity(payload.count + 400)
    JSONString.append(event.id, to: &line)
    line += Array(",\"event_type\":".utf8)
    JSONString.append(event.type.utf8, to: &line)
    if let aggregate {
      line += Array(",\"aggregate_id\":".utf8)
      JSONString.append(aggregate, to: &line)
    }
    line += Array(
      ",\"occurred\":\(event.occurred.microseconds),\"arrived\":\(arrival.microseconds),\"ordinal\":\(ordinal),\"source_object\":".utf8)
    JSONString.append(object.utf8, to: &line)
    line += Array(",\"late\":\"\(Self.lateness(event.occurred, arrival))\"".utf8)
    for kind in [PersonalDataNet.Kind.email, .phone] {
      let paths = redactions.filter { $0.kind == kind }.map(\.path.description)
      guard !paths.isEmpty else { continue }
      line += Array(",\"\(kind.rawValue)\":[".utf8)
      for (number, path) in paths.enumerated() {
        if number > 0 { line.append(UInt8(ascii: ",")) }
        JSONString.append(path.utf8, to: &line)
      }
      line.append(UInt8(ascii: "]"))
    }
    line += Array(",\"r\":".utf8)
    line += payload
    return line + Array("}\n".utf8)
  }

  /// `hours` for more than one hour before its arrival hour began, `days` where it may have been twenty-four until it arrived within that hour;
  /// else nothing.
  static func lateness(_ occurred: Instant, _ arrival: Instant) -> String {
    let hour = 3_600_000_000
    let behind = arrival.since(occurred).microseconds
    return behind <= hour ? "" : behind + hour <= Instant.microsecondsPerDay ? "hours" : "days"
  }
}
