import Kernel
import Scoring

/// A night with everything on its page.
enum SampleReport {
  static let date = LogicalDate(daysSinceEpoch: 20_778)

  static func check(
    _ name: String, _ measurement: Measurement, severity: Severity = .major, dimension: Dimension = .completeness,
    change: CheckResult.Change = .steady,
    since: LogicalDate? = nil, text: String = "found", hours: [Int]? = nil, volume: CheckResult.Volume? = nil
  ) -> CheckResult {
    var failing: Int?, evaluated: Int?, limits: Limits?
    if case .rows(let broken, let all, let bounds) = measurement { (failing, evaluated, limits) = (broken, all, bounds) }
    return CheckResult(
      name: name, title: "\(name) holds", dimension: dimension, severity: severity, score: CheckScore(measurement), failing: failing,
      evaluated: evaluated,
      limits: limits, finding: text, change: change, since: since, owner: "data-platform@example.com", why: "It matters.",
      fix: "nightshift why quality",
      rowsFile: failing ?? 0 > 0 ? "rows/a.\(name).jsonl" : nil, examples: failing ?? 0 > 0 ? [#"{"id":"1"}"#] : [],
      settings: Fingerprint(hex: "00ff00ff00ff00ff"),
      hours: hours, volume: volume)
  }

  static func rows(_ failing: Int) -> Measurement { .rows(failing: failing, evaluated: 1000, Limits(warn: 0.001, fail: 0.01)) }

  static func full() -> QualityReport {
    var hours = [Int](repeating: 300, count: 24)
    hours[6] = 0
    let history = (0..<13).map { VolumeRule.Point(date: date.adding(days: $0 - 13), rows: 8000 + $0 * 40) }
    let verdict = VolumeRule.judge(rows: 3012, on: date, history: history)
    let volume = CheckResult.Volume(rows: 3012, isAccepted: verdict.isAccepted, fit: verdict.fit)
    let events = DatasetReport(
      name: "curated.events", tier: .one, owner: nil,
      checks: [
        check("event_id", rows(0), severity: .critical),
        check("rows.volume", verdict.measurement, change: .new, since: date, text: "3,012 rows", volume: volume),
        check(
          "hours", .rows(failing: 1, evaluated: 24, Limits()), change: .ongoing, since: date.adding(days: -2), text: "1 of 24 hours",
          hours: hours),
        check(
          "late", rows(5), severity: .minor, dimension: .timeliness, change: .worse, since: date.adding(days: -1), text: "5 of 1,000 rows"),
        check("repaired", rows(0), change: .recovered), check("silent", .unknown(.muted), text: "muted"),
      ], history: (0..<9).map { ScorePoint(date: date.adding(days: $0 - 10), score: 95 + Double($0 % 3), gate: .open) },
      volumes: history.map { VolumePoint(date: $0.date, volume: CheckResult.Volume(rows: $0.rows, isAccepted: true, fit: nil)) })
    let stock = DatasetReport(
      name: "shop.inventories", tier: .two, owner: nil,
      checks: [
        check("quantity", rows(200), severity: .critical, dimension: .validity, change: .new, since: date, text: "200 of 1,000 rows"),
        check("broken", .unknown(.error), text: "NS4002"),
      ])
    let customers = DatasetReport(
      name: "shop.customers", tier: .two, owner: nil,
      checks: (1...4).map {
        check("c\($0)", .unknown(.notMeasured), change: .new, since: date, text: "there is no partition of 2026-11-21")
      })
    return QualityReport(
      pipeline: "nightly", job: "quality", date: date, datasets: [events, stock, customers],
      history: (0..<12).filter { $0 != 5 }.map { ScorePoint(date: date.adding(days: $0 - 12), score: 97 - Double($0 % 4), gate: .open) },
      arrivals: ArrivalGrid(
        dataset: "curated.events", days: (-6...0).map { .init(date: date.adding(days: $0), hours: $0 < -3 ? nil : hours) }))
  }

  static func clean(history: [ScorePoint] = []) -> QualityReport {
    let dataset = DatasetReport(name: "curated.events", tier: .one, owner: nil, checks: (1...21).map { check("c\($0)", rows(0)) })
    return QualityReport(pipeline: "nightly", job: "quality", date: date, datasets: [dataset], history: history)
  }
}
