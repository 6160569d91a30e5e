import Engines
import Kernel
import Pipeline
import Scoring

/// `in: column` with `values: […]`: only these values, compared as text.
struct InRule: RowRule {
  static let word = "in"
  static let dimension = Dimension.validity
  let column: Column
  let values: [String]

  init(_ fields: inout Fields) {
    column = Column(name: fields.requiredString(Self.word, example: "status"))
    if !fields.has("values") { _ = fields.required("values", "[ACTIVE, INACTIVE]") }
    values = fields.strings("values")
  }

  var subject: String { column.name }
  var title: String { "\(column.name) is one of \(values.count <= 4 ? values.joined(separator: ", ") : "\(values.count) known values")" }
  var definition: String { "\(title)\n\(values.joined(separator: "\n"))" }
  var applies: String { column.isPresent }
  var violates: String { values.isEmpty ? "true" : "\(column.text) NOT IN (\(values.map(DuckDB.literal).joined(separator: ", ")))" }
}
