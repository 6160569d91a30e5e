import Kernel
import Pipeline
import Scoring

/// `length: column` with `min`, `max` or both: characters of its text.
struct LengthRule: RowRule {
  static let word = "length"
  static let dimension = Dimension.validity
  let column: Column
  let low: Int
  let high: Int?

  init(_ fields: inout Fields) {
    column = Column(name: fields.requiredString(Self.word, example: "currency"))
    if !fields.has("min"), !fields.has("max") {
      fields.report(Diagnostic(6405, "length of \(column.name) has no bounds", at: fields.location, hint: "give it `min`, `max` or both"))
    }
    (low, high) = (fields.integer("min") ?? 0, fields.integer("max"))
  }

  var subject: String { column.name }
  var title: String { "\(column.name) has \(high.map { "\(low) to \($0)" } ?? "at least \(low)") characters" }
  var applies: String { column.isPresent }
  var violates: String { "length(\(column.text)) < \(low)" + (high.map { " OR length(\(column.text)) > \($0)" } ?? "") }
}
