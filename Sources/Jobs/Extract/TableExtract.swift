import Kernel

/// How one table of the database is extracted.
struct TableExtract: Sendable {
  enum Mode: Sendable {
    /// Every row, every date.
    case full
    /// The rows whose cursor lies in `[interval start - lag, interval end)`. The overlap re-sends what a late commit could have hidden;
    /// a reader of several dates takes each key from its newest partition.
    case incremental(cursor: String, lag: Span, includesNullCursors: Bool)
    /// The rows whose parent is extracted on the same date, and the new ones that have no parent at all.
    case follow(parent: String, column: String)
  }

  /// Its name in the job file and in the database.
  let name: String
  let schema: String
  let mode: Mode
  /// What makes a row unique and gives the rows their order.
  let key: [String]
  let masks: [String: Mask]
  /// Columns with personal names that may pass unmasked.
  let allowed: Set<String>

  init(name: String, schema: String = "public", mode: Mode, key: [String], masks: [String: Mask] = [:], allowed: Set<String> = []) {
    self.name = name
    self.schema = schema
    self.mode = mode
    self.key = key
    self.masks = masks
    self.allowed = allowed
  }

  /// What it is called in the catalog: `shop.orders`.
  func table(of connection: String) -> TableName { TableName("\(connection).\(name)") }
}
