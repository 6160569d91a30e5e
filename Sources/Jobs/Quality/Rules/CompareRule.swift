import Engines
import Kernel
import Pipeline
import Scoring

/// `compare: a <= b`: two columns, or a column and a number, of each row.
struct CompareRule: RowRule {
  static let word = "compare"
  static let dimension = Dimension.consistency

  enum Operand: Hashable, Sendable {
    case column(Column)
    case number(Double)
  }

  let left: Column
  let comparison: String
  let right: Operand

  init(_ fields: inout Fields) {
    let text = fields.requiredString(Self.word, example: "effective_amount <= total_amount")
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 3, ["<", "<=", "=", ">=", ">", "<>"].contains(parts[1]) else {
      if !text.isEmpty {
        fields.report(
          Diagnostic(
            6405, "'\(text)' is not a comparison", at: fields.location(of: Self.word),
            hint: "write `a <= b` with spaces; b is a column or a number, the operators are < <= = >= > <>"))
      }
      (left, comparison, right) = (Column(name: Self.word), "=", .column(Column(name: Self.word)))
      return
    }
    left = Column(name: parts[0])
    comparison = parts[1]
    right = Double(parts[2]).map(Operand.number) ?? .column(Column(name: parts[2]))
  }

  var subject: String { left.name }
  var title: String {
    switch right {
    case .column(let column): "\(left.name) \(comparison) \(column.name)"
    case .number(let number):
      "\(left.name) \(comparison) \(number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)")"
    }
  }
  var applies: String {
    if case .column(let column) = right { return "\(left.isPresent) AND \(column.isPresent)" }
    return left.isPresent
  }
  var violates: String {
    switch right {
    case .column(let column): "NOT (\(left.sql) \(comparison) \(column.sql))"
    case .number(let number): "coalesce(NOT (\(left.number) \(comparison) \(number)), true)"
    }
  }
}
