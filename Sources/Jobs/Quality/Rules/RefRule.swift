import Engines
import Kernel
import Pipeline
import Scoring

/// `ref: column` with `to: zone.table.column`: every value occurs there, in the newest rows up to the date.
struct RefRule: ScannedRule {
  static let word = "ref"
  static let dimension = Dimension.consistency
  let column: Column
  let table: String
  let target: Column

  init(_ fields: inout Fields) {
    column = Column(name: fields.requiredString(Self.word, example: "customer_id"))
    let text = fields.requiredString("to", example: "shop.customers.id")
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if !text.isEmpty, parts.count != 3 || parts.contains("") {
      fields.report(
        Diagnostic(6405, "'\(text)' is not a column of a table", at: fields.location(of: "to"), hint: "write zone.table.column"))
    }
    table = parts.dropLast().joined(separator: ".")
    target = Column(name: String(parts.last ?? ""))
  }

  var subject: String { column.name }
  var title: String { "\(column.name) occurs in \(table).\(target.name)" }
  var tables: [String] { [table] }

  func scan(_ scope: ScanScope) -> Scan {
    let keys = DuckDB.identifier("\(scope.label) keys"), found = DuckDB.identifier(scope.label)
    guard let relation = scope.relations[table], let rows = relation.newest else {
      return Scan(aggregates: [], measure: { [table] _ in .unknown(.notMeasured, "\(table) has no partition up to this date") })
    }
    let about = "(\(scope.condition)) AND \(column.isPresent)", limits = scope.limits
    let membership = "\(column.text) IN (SELECT v FROM \(keys))"
    return Scan(
      setup: ["CREATE TEMP TABLE \(keys) AS SELECT DISTINCT \(target.text) AS v FROM \(rows) WHERE \(target.isPresent)"],
      columns: [(scope.label, membership)],
      aggregates: ["count(*) FILTER (WHERE \(about) AND NOT \(found))", "count(*) FILTER (WHERE \(about))"],
      failing: scope.keys(from: "this", where: "\(about) AND NOT (\(membership))"), measure: { .rows($0[0] ?? 0, of: $0[1] ?? 0, limits) })
  }
}
