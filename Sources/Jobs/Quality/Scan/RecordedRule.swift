import Kernel
import Scoring
import State

/// A rule that judges what other jobs recorded about a date: it reads no rows.
protocol RecordedRule: CheckRule {
  func measure(_ records: DateRecords, _ limits: Limits) throws -> Finding
}

/// What the state knows of one dataset on one date.
struct DateRecords {
  let table: TableName
  let date: LogicalDate
  /// Rows of the live partition.
  let rows: Int
  /// Edges of a table on the date, whichever job counted them.
  let edges: [TableName: [EdgeCount]]
  /// Versions of a table's schema, oldest first.
  let schemas: [TableName: [SchemaVersionRecord]]
  /// Accepted row counts of earlier dates.
  let volumes: [VolumeRule.Point]
}
