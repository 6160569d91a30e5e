import Engines
import Kernel
import Pipeline
import Scoring

/// `hours_present: column`: every hour of the interval has rows, by a column of times.
struct HoursRule: ScannedRule {
  static let word = "hours_present"
  static let dimension = Dimension.completeness
  let column: Column

  init(_ fields: inout Fields) { column = Column(name: fields.requiredString(Self.word, example: "occurred_on")) }

  var subject: String { column.name }
  var title: String { "every hour has rows" }

  func scan(_ scope: ScanScope) -> Scan {
    let start = scope.interval.start, limits = scope.limits
    let hour = DuckDB.identifier(scope.label)
    return Scan(
      columns: [(scope.label, "CAST(floor((epoch_us(\(column.instant)) - \(start.microseconds)) / 3600000000) AS BIGINT)")],
      aggregates: (0..<24).map { "count(*) FILTER (WHERE (\(scope.condition)) AND \(hour) = \($0))" },
      measure: { values in
        let hours = values.map { $0 ?? 0 }, missing = hours.indices.filter { hours[$0] == 0 }
        let named = missing.prefix(4).map { "\($0.padded(2)):00" }.joined(separator: ", ") + (missing.count > 4 ? ", …" : "")
        let text = missing.isEmpty ? "rows in all 24 hours" : "\(missing.count) of 24 hours without rows: \(named) UTC"
        return Finding(.rows(failing: missing.count, evaluated: 24, limits), text, hours: hours)
      })
  }
}
