import Engines
import Kernel
import Pipeline
import Scoring

/// `sql: SELECT …`: the rows that it returns are bad. It reads `this` (the rows under check) and other tables by their names (their newest rows
/// up to the date), and selects the dataset's key columns.
struct SQLRule: ScannedRule {
  static let word = "sql"
  static let dimension = Dimension.consistency
  let sql: String
  let tables: [String]

  init(_ fields: inout Fields) {
    sql = fields.requiredString(Self.word, example: "SELECT id FROM this WHERE total < 0")
    if sql.contains(";") {
      fields.report(
        Diagnostic(
          6402, "'sql' must not contain a semicolon", at: fields.location(of: Self.word),
          hint: "write one SELECT and leave the semicolon away"))
    }
    tables = Self.tableNames(sql)
    if !fields.has("name") {
      fields.report(
        Diagnostic(1003, "an sql check needs the key 'name'", at: fields.location, hint: "for example `name: total_matches_items`"))
    }
  }

  var subject: String { "sql" }
  var title: String { "no row is returned by its query" }
  var definition: String { sql }

  func scan(_ scope: ScanScope) -> Scan {
    let bad = "(\(Interpolated.text(sql, scope.interval))\n)"
    let limits = scope.limits
    return Scan(
      setup: tables.compactMap { scope.relations[$0]?.view },
      aggregates: ["(SELECT count(*) FROM \(bad) AS bad)", "count(*) FILTER (WHERE \(scope.condition))"],
      failing: scope.keys(from: "\(bad) AS bad", where: "true"),
      measure: { values in
        let failing = values[0] ?? 0, evaluated = values[1] ?? 0
        return .rows(failing, of: max(failing, evaluated), limits)
      })
  }

  /// What stands in the text as `zone.name`; what of it is no table is looked up in vain.
  private static func tableNames(_ sql: String) -> [String] {
    let words = sql.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    return Array(Set(words.filter { $0.split(separator: ".").count == 2 }.map(String.init))).sorted()
  }
}
