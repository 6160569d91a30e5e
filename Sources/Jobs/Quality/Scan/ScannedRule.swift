import Engines
import Kernel
import Scoring

/// A rule that looks at rows: it contributes aggregates to the dataset's one statement and judges their values.
protocol ScannedRule: CheckRule {
  func scan(_ scope: ScanScope) -> Scan
}

/// What a rule may use when it writes its SQL. The rows under check are the view `this`.
struct ScanScope {
  /// The check's `where` as an SQL condition; `true` without one.
  let condition: String
  let limits: Limits
  let interval: DataInterval
  /// The columns that name a row.
  let key: [String]
  /// Every table that a rule of the job may name, by name.
  let relations: [String: Relation]
  /// A name for the rule's own temporary objects, unique in the script.
  let label: String

  /// `SELECT` of the key of the rows of `source` that meet a condition, one JSON object in a column `line`, in order, at most `limit`.
  func keys(from source: String, where condition: String) -> String? {
    guard !key.isEmpty else { return nil }
    let fields = key.map { "\(DuckDB.identifier($0)) := CAST(\(DuckDB.identifier($0)) AS VARCHAR)" }.joined(separator: ", ")
    return "SELECT CAST(to_json(struct_pack(\(fields))) AS VARCHAR) AS line FROM \(source) WHERE \(condition)"
  }
}

/// One rule's part of a statement.
struct Scan {
  /// Statements that come before, such as the keys of another table.
  var setup: [String] = []
  /// Expressions that are computed for each row first, by name: an aggregate's filter cannot hold a subquery.
  var columns: [(name: String, expression: String)] = []
  /// Expressions of type BIGINT over the rows.
  var aggregates: [String]
  /// A SELECT of the failing rows' keys as `line`; nil when no single row is to blame.
  var failing: String?
  /// Judges the aggregates' values, in their order. All are zero when the partition has no rows.
  var measure: @Sendable ([Int?]) throws -> Finding
}
