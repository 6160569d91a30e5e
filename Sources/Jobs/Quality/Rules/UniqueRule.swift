import Engines
import Pipeline
import Scoring

/// `unique: [columns]`: no two rows with the same values; the rows beyond the first of each count. Rows with a NULL among them are not looked at.
struct UniqueRule: ScannedRule {
  static let word = "unique"
  static let dimension = Dimension.uniqueness
  let columns: [Column]

  init(_ fields: inout Fields) {
    if fields.required(Self.word, "[event_id]") == nil { columns = [] } else { columns = fields.strings(Self.word).map(Column.init) }
  }

  var subject: String { columns.map(\.name).joined(separator: "_") }
  var title: String { "\(columns.map(\.name).joined(separator: ", ")) \(columns.count == 1 ? "is" : "are") unique" }

  func scan(_ scope: ScanScope) -> Scan {
    let about = "(\(scope.condition))" + columns.map { " AND \($0.isPresent)" }.joined()
    let value = columns.count == 1 ? columns[0].sql : "struct_pack(\(columns.map { "\($0.sql) := \($0.sql)" }.joined(separator: ", ")))"
    let repeated = columns.map(\.sql).joined(separator: ", ")
    let numbered = "(SELECT *, row_number() OVER (PARTITION BY \(repeated)) AS \(DuckDB.identifier(scope.label)) FROM this WHERE \(about))"
    let limits = scope.limits
    return Scan(
      aggregates: ["count(DISTINCT \(value)) FILTER (WHERE \(about))", "count(*) FILTER (WHERE \(about))"],
      failing: scope.keys(from: numbered, where: "\(DuckDB.identifier(scope.label)) > 1"),
      measure: { .rows(($0[1] ?? 0) - ($0[0] ?? 0), of: $0[1] ?? 0, limits) })
  }
}
