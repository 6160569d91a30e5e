import Kernel
import Pipeline
import Scoring

/// `range: column` with `min`, `max` or both, inclusive. A value that is no number is out of range.
struct RangeRule: RowRule {
  static let word = "range"
  static let dimension = Dimension.validity
  let column: Column
  let low: Double?
  let high: Double?

  init(_ fields: inout Fields) {
    column = Column(name: fields.requiredString(Self.word, example: "quantity"))
    (low, high) = (fields.number("min"), fields.number("max"))
    if low == nil, high == nil, !fields.has("min"), !fields.has("max") {
      fields.report(Diagnostic(6405, "range of \(column.name) has no bounds", at: fields.location, hint: "give it `min`, `max` or both"))
    }
  }

  var subject: String { column.name }
  var title: String {
    switch (low, high) {
    case (let low?, let high?): "\(column.name) is from \(low.short) to \(high.short)"
    case (let low?, nil): "\(column.name) is at least \(low.short)"
    case (nil, let high?): "\(column.name) is at most \(high.short)"
    case (nil, nil): "\(column.name) is in range"
    }
  }
  var applies: String { column.isPresent }
  var violates: String {
    let bounds = [low.map { "\(column.number) >= \($0)" }, high.map { "\(column.number) <= \($0)" }].compactMap(\.self)
    return "coalesce(NOT (\(bounds.joined(separator: " AND "))), true)"
  }
}

extension Double {
  /// Without a fraction of zero.
  fileprivate var short: String { self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)" }
}
