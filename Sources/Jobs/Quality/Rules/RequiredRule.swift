import Pipeline
import Scoring

/// `required: column`: no row without a value. An empty text is no value.
struct RequiredRule: RowRule {
  static let word = "required"
  static let dimension = Dimension.completeness
  let column: Column

  init(_ fields: inout Fields) { column = Column(name: fields.requiredString(Self.word, example: "event_id")) }

  var subject: String { column.name }
  var title: String { "\(column.name) is present" }
  var applies: String { "true" }
  var violates: String { "\(column.sql) IS NULL OR \(column.text) = ''" }
}
