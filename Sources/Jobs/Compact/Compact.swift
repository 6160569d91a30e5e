import Drivers
public import JobKit
public import Kernel
public import Pipeline

/// Turns the raw events of one event date into a typed, deduplicated, masked Parquet partition.
///
/// It reads exactly the objects that hold rows of the date, wherever they lie now, and keeps the first of events with equal ids. Its input is
/// the set of these objects and of what the crawl refused in them, so a late object makes the dates it touches stale and no others.
///
/// A partition's columns and types come from its own rows alone. A table-wide schema would make every old partition stale when one field is
/// added, or make a rerun of an old date write other bytes than the first run did. What readers lose is little: types are chosen so that
/// partitions unite by name (see `ColumnSQL`), and a field that a date lacks is absent there and null in the union. One thing does not unite,
/// and engines refuse it instead of guessing: a field that is an object on one date and conflicting, hence text, on another.
public struct Compact: Job {
  public static let kind = "compact"
  public static let version = 1
  public static let traits = JobTraits(backfill: .perInterval, effect: .replacesPartitions, sequential: false)
  public static let summary = "raw events to typed, deduplicated, masked Parquet by event date"
  public static let example = """
    kind: compact
    reads: raw.domain_events
    writes: curated.events
    engine: duckdb
    mask: { email.*: hmac, customerName.*: drop, newPhone.*: last4 }
    """
  public static let keys = [
    KeySchema("reads", .string, "a source of this file", required: true),
    KeySchema("writes", .string, "the curated table: `curated.events`", required: true),
    KeySchema("engine", .choice(Engine.allCases.map(\.rawValue)), "what makes the Parquet; duckdb unless given"),
    KeySchema(
      "mask", .map(.choice(Mask.allCases.map(\.rawValue))), "what becomes of personal fields, by path; `email.*` is all below `email`"
    ),
  ]

  enum Engine: String, CaseIterable, Sendable { case duckdb }

  let table: TableName
  let source: Source?
  let target: TableName
  let masks: MaskPlan
  public let extraSettings: [String: String]

  public init(_ fields: inout Fields, in scope: JobScope) {
    (table, source) = EventSource.read(&fields, scope)
    target = TableName(fields.requiredString("writes", example: "curated.events"))
    _ = fields.choice("engine", Engine.self)
    masks = MaskPlan.read(&fields, identity: source.map { [$0.event.id, $0.event.type, $0.event.time] } ?? [])
    extraSettings = EventSource.settings(source).merging(MaskKey.setting(scope.world, for: masks.actions)) { $1 }
  }

  public var reads: Set<TableName> { [table] }
  public var writes: Set<TableName> { [target] }

  public func inputs(_ context: InputContext) async throws -> JobInputs {
    var selection = try DateSelection(table, context.cell.date, state: context.state)
    selection.merge(context.foreseen.objects[table] ?? [], context.cell.date)
    return .versions([table.rawValue: selection.version])
  }
}
