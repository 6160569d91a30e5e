public import JobKit
public import Kernel
public import Pipeline

/// Copies tables of a PostgreSQL database into the lake, all as of one moment.
///
/// Each table becomes one partition per logical date, `operational/<connection>.<table>/date=…`: gzip NDJSON in the order of the key, and
/// `_schema.json`. The database itself cannot be versioned, so a date is sealed by its success.
/// - An incremental table's partition holds the rows whose cursor lies in the date's interval, and those of the `lag` before it again: a
///   reader of several dates takes each key from its newest partition.
/// - A row that changed twice is in the newest date only; one that was deleted is in none after. Full tables show deletions, others do not.
/// - A child of an unchanged parent is not looked at: a change of the child alone goes unseen until its parent changes.
public struct Extract: Job {
  public static let kind = "extract"
  public static let version = 1
  public static let traits = JobTraits(backfill: .perInterval, effect: .replacesPartitions)
  public static let summary = "copies tables of a PostgreSQL database into the lake, all as of one moment"
  public static let example = """
    extract_shop:
      kind: extract
      connection: shop
      snapshot: shared
      tables:
        customers: { mode: full, key: id, mask: { email: hmac, phone: last4, name: drop, birth_date: year } }
        orders: { mode: incremental, key: id, cursor: updated_at, lag: 15m, mask: { shipping_address: drop } }
        order_items: { mode: follow, parent: orders, on: order_id, key: id }
    """
  public static let keys: [KeySchema] = [
    KeySchema("connection", .string, "the postgres connection to read", required: true),
    KeySchema("snapshot", .choice(Snapshot.allCases.map(\.rawValue)), "one moment for all tables"),
    KeySchema(
      "tables",
      .map(
        .mapping([
          KeySchema(
            "mode", .choice(["full", "incremental", "follow"]), "every row; rows by their cursor; rows by their parent", required: true),
          KeySchema("key", .either([.string, .list(.string)]), "what makes a row unique, and the order of the rows", required: true),
          KeySchema("schema", .string, "the schema in the database; public when absent"),
          KeySchema("cursor", .string, "the timestamp or date that moves when a row changes (incremental)"),
          KeySchema("lag", .duration, "how much of the time before the interval is read again (incremental)"),
          KeySchema("null_cursor", .choice(["fail", "include"]), "what to do with rows that have no cursor (incremental)"),
          KeySchema("parent", .string, "the table of this job whose rows it follows (follow)"),
          KeySchema("on", .string, "its column that holds the parent's key (follow)"),
          KeySchema("mask", .map(.choice(Mask.allCases.map(\.rawValue))), "what becomes of personal values, by column"),
          KeySchema("allow", .either([.string, .list(.string)]), "columns with personal names that may pass unmasked"),
        ])), "the tables, by name", required: true),
  ]

  enum Snapshot: String, CaseIterable { case shared }

  let connection: String
  let dsn: Redacted<String>
  /// The zone of `timestamp` columns; nil: they are stored without one, and read as UTC for the interval.
  let zone: String?
  let tables: [TableExtract]
  /// Those of all tables.
  let masks: Set<Mask>
  public let extraSettings: [String: String]

  public init(_ fields: inout Fields, in scope: JobScope) {
    let name = fields.requiredString("connection", example: "shop")
    let connection = Self.postgres(name, &fields, scope)
    self.connection = name
    (dsn, zone) = connection ?? (Redacted(""), nil)
    _ = fields.choice("snapshot", Snapshot.self)
    if !fields.has("tables") { _ = fields.required("tables", "{ orders: { mode: full, key: id } }") }
    tables = fields.map("tables") { TableExtract($0, &$1) }
    masks = Set(tables.flatMap(\.masks.values))
    extraSettings = MaskKey.setting(scope.world, for: masks)
    checkParents(&fields)
  }

  public var reads: Set<TableName> { [] }
  public var writes: Set<TableName> { Set(tables.map { $0.table(of: connection) }) }

  public func run(_ context: JobContext) async throws -> JobOutcome { try await ExtractRun(self, context).outcome() }

  private static func postgres(_ name: String, _ fields: inout Fields, _ scope: JobScope) -> (Redacted<String>, String?)? {
    guard !name.isEmpty else { return nil }
    if case .postgres(let dsn, let zone) = scope.document.connection(name)?.kind { return (dsn, zone) }
    let known = scope.document.connections.filter { if case .postgres = $0.kind { true } else { false } }.map(\.name)
    let what =
      scope.document.connection(name) == nil ? "there is no connection '\(name)'" : "the connection '\(name)' is not of kind postgres"
    let hint =
      Suggestion.nearest(to: name, in: known).map { "did you mean '\($0)'?" }
      ?? "declare it: `\(name): { kind: postgres, dsn: \"${env:SHOP_DSN}\" }`"
    fields.report(Diagnostic(6301, what, at: fields.location(of: "connection"), hint: hint))
    return nil
  }

  private func checkParents(_ fields: inout Fields) {
    for table in tables {
      guard case .follow(let parent, _) = table.mode, !parent.isEmpty else { continue }
      let leaders = tables.filter { if case .follow = $0.mode { false } else { true } }.map(\.name)
      guard !leaders.contains(parent) else { continue }
      let hint =
        Suggestion.nearest(to: parent, in: leaders).map { "did you mean '\($0)'?" }
        ?? "a parent is a full or incremental table of the same job"
      fields.report(
        Diagnostic(
          6304, "table '\(table.name)' follows '\(parent)', which this job does not extract by itself", at: fields.location(of: "tables"),
          hint: hint))
    }
  }
}
