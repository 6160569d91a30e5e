import Pipeline
import Scoring

/// `volume: rows`: the partition has about as many rows as its history leads one to expect.
struct VolumeRowsRule: RecordedRule {
  static let word = "volume"
  static let dimension = Dimension.completeness
  static let limitKind = LimitKind.none

  enum Measure: String, CaseIterable { case rows }

  init(_ fields: inout Fields) { _ = fields.choice(Self.word, Measure.self) }

  var subject: String { "rows" }
  var title: String { "as many rows as usual" }

  func measure(_ records: DateRecords, _ limits: Limits) -> Finding {
    let verdict = VolumeRule.judge(rows: records.rows, on: records.date, history: records.volumes)
    let volume = CheckResult.Volume(rows: verdict.rows, isAccepted: verdict.isAccepted, fit: verdict.fit)
    return Finding(verdict.measurement, Self.text(verdict), volume: volume)
  }

  private static func text(_ verdict: VolumeVerdict) -> String {
    guard let fit = verdict.fit else {
      return "\(verdict.rows.grouped) rows; learning, \(verdict.points) of \(VolumeRule.leastHistory) nights known"
    }
    if verdict.isEmpty { return "no rows; about \(Int(fit.expected.rounded()).grouped) expected" }
    let percent = Int((fit.change * 100).rounded())
    let change =
      percent == 0
      ? "as expected" : "\(abs(percent))% \(percent < 0 ? "fewer" : "more") than the \(Int(fit.expected.rounded()).grouped) expected"
    return "\(verdict.rows.grouped) rows, \(change)"
  }
}
