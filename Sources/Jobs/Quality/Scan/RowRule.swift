import Engines
import Scoring

/// A rule about each row by itself. A NULL fails `required` only: other row rules do not look at rows where their column is NULL.
protocol RowRule: ScannedRule {
  /// An SQL condition: the rows that the rule is about.
  var applies: String { get }
  /// An SQL condition: the rows among them that break it.
  var violates: String { get }
}

extension RowRule {
  func scan(_ scope: ScanScope) -> Scan { Scan(rows: self, scope) }
}

extension Scan {
  init(rows rule: some RowRule, _ scope: ScanScope) {
    let about = "(\(scope.condition)) AND (\(rule.applies))", broken = "\(about) AND (\(rule.violates))"
    let limits = scope.limits
    self.init(
      aggregates: ["count(*) FILTER (WHERE \(broken))", "count(*) FILTER (WHERE \(about))"],
      failing: scope.keys(from: "this", where: broken),
      measure: { .rows(($0[0] ?? 0), of: ($0[1] ?? 0), limits) })
  }
}

/// A column as the rules use it in SQL.
struct Column: Hashable, Sendable {
  let name: String

  var sql: String { DuckDB.identifier(name) }
  var text: String { "CAST(\(sql) AS VARCHAR)" }
  var number: String { "TRY_CAST(\(text) AS DOUBLE)" }
  /// A moment; times without a zone are UTC.
  var instant: String { "TRY_CAST(\(text) AS TIMESTAMPTZ)" }
  var isPresent: String { "\(sql) IS NOT NULL" }
}
