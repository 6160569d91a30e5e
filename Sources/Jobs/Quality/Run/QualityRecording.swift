import Kernel
import Scoring
import State

/// A report's results as rows of the state, and back.
enum QualityRecording {
  static func records(_ report: QualityReport) throws -> (checks: [CheckRecord], scores: [ScoreRecord]) {
    let checks = try report.checks.map { dataset, check in
      CheckRecord(
        date: report.date, dataset: dataset.name, name: check.name, state: check.state.rawValue, score: check.q, failing: check.failing,
        evaluated: check.evaluated, document: try SortedJSON.encode(check))
    }
    let night = report.night
    var scores = [
      ScoreRecord(
        date: report.date, dataset: "", score: night.score, low: night.low, high: night.high, coverage: night.coverage,
        gate: night.gate.rawValue,
        document: try SortedJSON.encode(night))
    ]
    scores += try report.datasets.map { dataset in
      let score = dataset.score
      return ScoreRecord(
        date: report.date, dataset: dataset.name, score: score.score, low: score.low, high: score.high, coverage: score.coverage,
        gate: score.gate.rawValue, document: try SortedJSON.encode(score))
    }
    return (checks, scores)
  }

  /// Nil for a document that an older program wrote and this one no longer understands: history may have holes.
  static func check(_ record: CheckRecord) -> CheckResult? { try? SortedJSON.decode(record.document) }
}
