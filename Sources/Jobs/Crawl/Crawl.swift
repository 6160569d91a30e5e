import Catalog
import Drivers
public import JobKit
public import Kernel
import Lake
public import Pipeline
import State

/// Reads every new object of a source: learns its schema, counts its records by event date, and sets aside what cannot be used.
///
/// The crawl of a date looks at the folders of arrivals from `lookback` before the date until the run is due, and reads what the inventory
/// does not know as it is now, so a late or changed object is found by the next night. Reading it again gives the same; whether a type may
/// change is decided by majority and never by the order of objects.
public struct Crawl: Foreseeing {
  public static let kind = "crawl"
  public static let version = 1
  public static let traits = JobTraits(backfill: .perInterval, effect: .none, discovers: true)
  public static let summary = "finds new raw objects, infers their schema, sets broken records aside"
  public static let example = """
    kind: crawl
    reads: raw.domain_events
    lookback: 3d
    on_new_field: add
    on_type_change: widen
    on_missing_partition: warn
    quarantine: { at_most: 0.1% }
    """
  public static let keys = [
    KeySchema("reads", .string, "a source of this file", required: true),
    KeySchema("lookback", .duration, "how far before the date late objects are looked for; 3d unless given"),
    KeySchema("on_new_field", .choice(NewField.allCases.map(\.rawValue)), "add it to the schema, or fail; add unless given"),
    KeySchema("on_type_change", .choice(TypeChange.allCases.map(\.rawValue)), "keep both kinds as text, or fail; widen unless given"),
    KeySchema("on_missing_partition", .choice(MissingPartition.allCases.map(\.rawValue)), "hours without an object; warn unless given"),
    KeySchema(
      "quarantine",
      .mapping([KeySchema("at_most", .percentage, "share of rejected records beyond which the crawl refuses; 1% unless given")]),
      "limits of the quarantine"),
  ]

  enum NewField: String, CaseIterable, Sendable { case add, fail }
  enum TypeChange: String, CaseIterable, Sendable { case widen, fail }
  enum MissingPartition: String, CaseIterable, Sendable { case warn, fail }

  let table: TableName
  let source: Source?
  let lookback: Span
  let onNewField: NewField
  let onTypeChange: TypeChange
  let onMissingPartition: MissingPartition
  /// A share from 0 to 1.
  let rejectedAtMost: Double

  public init(_ fields: inout Fields, in scope: JobScope) {
    (table, source) = EventSource.read(&fields, scope)
    lookback = fields.span("lookback") ?? .days(3)
    onNewField = fields.choice("on_new_field") ?? .add
    onTypeChange = fields.choice("on_type_change") ?? .widen
    onMissingPartition = fields.choice("on_missing_partition") ?? .warn
    rejectedAtMost = fields.nested("quarantine") { $0.percent("at_most") }.flatMap(\.self) ?? 0.01
  }

  public var reads: Set<TableName> { [table] }
  public var writes: Set<TableName> { [] }
  public var lookbackDays: Int { lookback.wholeDays }
  public var extraSettings: [String: String] { EventSource.settings(source) }

  public func inputs(_ context: InputContext) async throws -> JobInputs {
    // In a plan, what an earlier crawl of the same walk will have read is no longer new.
    let foreseen = Set((context.foreseen.objects[table] ?? []).map(\.key))
    let count = try listing(context).pending.count { !foreseen.contains($0.key) }
    return .pending(count == 0 ? nil : "\(count) new \(count == 1 ? "object" : "objects") in \(table)")
  }

  /// What the crawl would find; nothing when it would refuse.
  public func foresee(_ context: InputContext) async throws -> Foreseen {
    var foreseen = Foreseen()
    do {
      let findings = try read(context)
      try check(findings, context)
      foreseen.objects[table] = findings.objects.map { found in
        Foreseen.Object(key: found.object.key, sha256: found.sha256, rows: found.rows, misfits: found.misfits)
      }
    } catch let failure as Failure where (6101...6104).contains(failure.code.number) {
      foreseen.objects = [:]
    }
    return foreseen
  }

  func scope(_ context: InputContext) throws -> CrawlScope {
    CrawlScope(source: try declared(), date: context.cell.date, lookback: lookback, due: context.due)
  }

  func declared() throws(Failure) -> Source {
    guard let source else { throw Failure(9001, "a crawl without a source was run") }
    return source
  }

  func listing(_ context: InputContext) throws -> SourceListing {
    try SourceListing(try scope(context), lake: context.lake, state: context.state)
  }

  /// The pending objects, read and judged.
  func read(_ context: InputContext, progress: (Int, Int) -> Void = { _, _ in }) throws -> CrawlFindings {
    let pending = try listing(context).pending
    let stored = try context.state.read { try $0.schema(table) }
    return try CrawlReading.read(
      pending, source: try EventSource(try declared()), lake: context.lake,
      established: try stored.map { try EventSchema(json: $0.events) } ?? EventSchema()
    ) { progress($0, pending.count) }
  }
}
