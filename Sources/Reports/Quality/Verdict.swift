import Kernel
import Scoring

/// The night in words, as the page and the text begin.
struct Verdict {
  let tone: Tone
  let score: String
  let range: String
  /// What happened, in one sentence.
  let sentence: String
  /// What it means for those who use the data; empty when nothing is held back.
  let consequence: String
  /// Against the night before.
  let comparison: String
  /// Why the number is not higher; empty when no cap holds it.
  let cap: String

  init(_ report: QualityReport) {
    let night = report.night, checks = report.checks.map(\.check)
    tone = Tone(night.gate, score: night.score)
    score = ScoreText.of(night.score)
    let exact = ScoreText.of(night.low) == ScoreText.of(night.high)
    range =
      (exact ? "exact" : "between \(ScoreText.of(night.low)) and \(ScoreText.of(night.high))")
      + ", \(ScoreText.percent(night.coverage)) measured"
    sentence = Self.sentence(report, checks)
    let closed = report.datasets.filter { $0.score.gate == .closed }.map(\.name)
    consequence = closed.isEmpty ? "" : "What depends on \(Self.list(closed)) keeps the last good data until this is repaired."
    comparison = Self.comparison(report)
    let uncapped = ScoreText.of(night.uncapped)
    cap =
      night.score != nil && uncapped != ScoreText.of(night.score)
      ? "Held at \(ScoreText.of(night.score)) by a closed gate; \(uncapped) without it." : ""
  }

  private static func sentence(_ report: QualityReport, _ checks: [CheckResult]) -> String {
    guard !checks.isEmpty else { return "No checks are declared." }
    func count(_ states: CheckState...) -> Int { checks.filter { states.contains($0.state) }.count }
    let scored = report.datasets
    let blocked = scored.filter { $0.score.gate == .closed && $0.score.score != nil }.count,
      unmeasured = scored.filter { $0.score.score == nil }.count
    var parts: [String] = []
    if blocked > 0 { parts.append("\(blocked) of \(Grouped.count(scored.count, "dataset")) blocked") }
    if unmeasured > 0 { parts.append("\(unmeasured) not measured") }
    if count(.fail) > 0 { parts.append("\(Grouped.count(count(.fail), "check")) failed") }
    if count(.error) > 0 { parts.append("\(Grouped.count(count(.error), "check")) broken") }
    if count(.warn) > 0 { parts.append("\(Grouped.count(count(.warn), "warning"))") }
    let learning = count(.learning)
    if parts.isEmpty {
      if count(.pass) == checks.count { return "All \(Grouped.count(checks.count, "check")) measured and passed." }
      parts.append("\(count(.pass)) of \(Grouped.count(checks.count, "check")) passed")
    }
    if count(.notMeasured) > 0, unmeasured == 0 { parts.append("\(Grouped.count(count(.notMeasured), "check")) not measured") }
    if learning > 0 { parts.append("\(Grouped.count(learning, "check")) still learning") }
    if count(.muted) > 0 { parts.append("\(count(.muted)) muted") }
    return parts.joined(separator: ", ") + "."
  }

  private static func comparison(_ report: QualityReport) -> String {
    guard let last = report.history.last else { return "First night: no trend yet." }
    let yesterday = report.date.adding(days: -1)
    guard last.date == yesterday else { return "No score for the night before; the last is \(ScoreText.of(last.score)) of \(last.date)." }
    guard let before = last.score, let now = report.night.score else { return "The night before: \(ScoreText.of(last.score))." }
    let change = now - before
    if abs(change) < 0.05 { return "As the night before." }
    return "\(change > 0 ? "Up" : "Down") \(ScoreText.of(abs(change) + 0.05)) from \(ScoreText.of(before)) the night before."
  }

  static func list(_ names: [String]) -> String {
    names.count <= 1 ? names.first ?? "" : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
