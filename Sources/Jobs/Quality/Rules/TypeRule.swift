import Pipeline
import Scoring

/// `type: column` with `is`: every value can be read as that type.
struct TypeRule: RowRule {
  static let word = "type"
  static let dimension = Dimension.validity

  enum Kind: String, CaseIterable {
    case integer, decimal, timestamp, date, boolean, uuid, json

    var sql: String {
      switch self {
      case .integer: "BIGINT"
      case .decimal: "DECIMAL(38, 9)"
      case .timestamp: "TIMESTAMPTZ"
      case .date: "DATE"
      case .boolean: "BOOLEAN"
      case .uuid: "UUID"
      case .json: "JSON"
      }
    }
  }

  let column: Column
  let kind: Kind

  init(_ fields: inout Fields) {
    column = Column(name: fields.requiredString(Self.word, example: "quantity"))
    if !fields.has("is") { _ = fields.required("is", "integer") }
    kind = fields.choice("is") ?? .integer
  }

  var subject: String { column.name }
  var title: String {
    "\(column.name) is \(["a", "e", "i", "o", "u"].contains(kind.rawValue.prefix(1)) && kind != .uuid ? "an" : "a") \(kind.rawValue)"
  }
  var applies: String { column.isPresent }
  var violates: String {
    // DuckDB reads 1.5 as the integer 2; whole means written as whole.
    kind == .integer
      ? "NOT regexp_full_match(\(column.text), '[-+]?[0-9]+') OR TRY_CAST(\(column.text) AS BIGINT) IS NULL"
      : "TRY_CAST(\(column.text) AS \(kind.sql)) IS NULL"
  }
}
