import Engines
import Pipeline
import Scoring

/// `regex: column` with `pattern`: the whole value matches the RE2 expression.
struct RegexRule: RowRule {
  static let word = "regex"
  static let dimension = Dimension.validity
  let column: Column
  let pattern: String

  init(_ fields: inout Fields) {
    column = Column(name: fields.requiredString(Self.word, example: "currency"))
    pattern = fields.requiredString("pattern", example: "'[A-Z]{3}'")
  }

  var subject: String { column.name }
  var title: String { "\(column.name) matches \(pattern)" }
  var applies: String { column.isPresent }
  var violates: String { "NOT regexp_full_match(\(column.text), \(DuckDB.literal(pattern)))" }
}
