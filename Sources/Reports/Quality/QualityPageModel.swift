import Kernel
import Scoring

/// What the page's template sees: texts, flags and pictures, in the order they are shown. `svg`, `bar` and `trend` are markup of this module.
struct QualityPageModel {
  struct Item {
    let anchor, dataset, title, finding, mark, state, tone, severity: String
    let age, owner, why, fix, rowsFile: String?
    let examples: [String]

    init(_ item: Attention.Item) {
      (anchor, dataset, title, finding) = (item.anchor, item.dataset, item.title, item.finding)
      (mark, state, tone) = (item.tone.icon, item.tone.word, item.tone.className)
      (severity, age, owner) = (item.severity, item.age.nilIfEmpty, item.owner)
      (why, fix, rowsFile, examples) = (item.why, item.fix, item.rowsFile, item.examples)
    }
  }

  struct Cell {
    let text, tone: String
  }

  struct Dataset {
    let name, anchor, tier, tone, mark, gate, score, range, coverage, bar, trend: String
    let dimensions: [Cell]
  }

  struct Line {
    let mark, tone, text: String
  }

  struct Row {
    let cells: [String]
  }

  struct Figure {
    let title, caption: String
    let svg: String?
    let head: [String]
    let table: [Row]
  }

  struct CheckRow {
    let anchor, mark, state, tone, title, name, severity, dimension, finding, limits, score, settings: String
    let age, rowsFile, why: String?
  }

  struct CheckGroup {
    let name, anchor, summary: String
    let rows: [CheckRow]

    init(_ dataset: DatasetReport) {
      name = dataset.name
      anchor = "checks.\(dataset.name)"
      let passed = dataset.checks.filter { $0.state == .pass }.count
      summary = dataset.checks.isEmpty ? "0 checks" : "\(passed) of \(Grouped.count(dataset.checks.count, "check")) passed"
      rows = dataset.checks.map { check in
        let tone = Tone(check.state)
        return CheckRow(
          anchor: Anchor.of(dataset, check), mark: tone.icon, state: tone.word, tone: tone.className, title: check.title, name: check.name,
          severity: check.severity.rawValue, dimension: check.dimension.rawValue, finding: check.finding, limits: Self.limits(check),
          score: ScoreText.of(check.q),
          settings: check.settings.short, age: check.since.map { check.change == .new ? "new" : "since \($0)" }, rowsFile: check.rowsFile,
          why: check.why)
      }
    }

    private static func limits(_ check: CheckResult) -> String {
      guard let limits = check.limits else { return "" }
      if limits.fail == 0 { return "none may fail" }
      return limits.warn == limits.fail
        ? "fails above \(share(limits.fail))" : "warns above \(share(limits.warn)), fails above \(share(limits.fail))"
    }

    private static func share(_ ratio: Double) -> String {
      let thousandths = Int((ratio * 100_000).rounded())
      var digits = "\(thousandths / 1000)"
      let rest = thousandths % 1000
      if rest > 0 {
        var fraction = String(repeating: "0", count: 3 - String(rest).count) + String(rest)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        digits += ".\(fraction)"
      }
      return "\(digits)%"
    }
  }

  let title, style, icon, pipeline, job, date, interval, tone, mark, state, score, range, sentence, comparison, trendCaption: String
  let consequence, cap, trend: String?
  let attention: [Item]
  let attentionMore: [Item]
  let hasMore: Bool
  let moreTitle: String
  let isCalm: Bool
  let calm: String
  let datasets: [Dataset]
  let hasRecovered: Bool
  let recovered: [Line]
  let arrivals: [Figure]
  let volumes: [Figure]
  let checks: [CheckGroup]
}

extension String {
  /// A template's section is shown unless its value is nil.
  var nilIfEmpty: String? { isEmpty ? nil : self }
}
