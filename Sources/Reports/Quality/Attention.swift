import Kernel
import Scoring

/// What needs a person: not passing checks, new and worse ones first, then by gravity. Consequences of one cause are one entry.
struct Attention {
  struct Item {
    let dataset: String
    let title: String
    let finding: String
    let tone: Tone
    let severity: String
    /// `new tonight`, `since 2026-11-19, 3rd night`.
    let age: String
    let isFresh: Bool
    let owner: String?
    let why: String?
    let fix: String?
    let rowsFile: String?
    let examples: [String]
    let anchor: String
  }

  let items: [Item]

  init(_ report: QualityReport) {
    var found: [(rank: [Int], name: String, item: Item)] = []
    for dataset in report.datasets {
      // What nobody measured for one reason is one entry, at the place of its gravest check.
      let groups = Dictionary(grouping: dataset.checks.filter { $0.severity != .info && Self.needsPerson($0.state) }) { check in
        check.state == .notMeasured ? "\(check.state) \(check.finding)" : check.name
      }
      for group in groups.values {
        let sorted = group.sorted { (-$0.severity.weight, $0.name) < (-$1.severity.weight, $1.name) }
        guard let first = sorted.first else { continue }
        let rank = [
          first.change == .new || first.change == .worse ? 0 : 1, first.state.urgency, -first.severity.weight, dataset.tier.rawValue,
        ]
        found.append((rank, "\(dataset.name) \(first.name)", Self.item(dataset, first, others: sorted.count - 1, report.date)))
      }
    }
    items = found.sorted { $0.rank == $1.rank ? $0.name < $1.name : $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.item)
  }

  private static func needsPerson(_ state: CheckState) -> Bool {
    state == .fail || state == .warn || state == .error || state == .notMeasured
  }

  private static func item(_ dataset: DatasetReport, _ check: CheckResult, others: Int, _ date: LogicalDate) -> Item {
    Item(
      dataset: dataset.name, title: others > 0 ? Grouped.count(others + 1, "check") : check.title, finding: check.finding,
      tone: Tone(check.state),
      severity: check.severity.rawValue, age: age(check, date), isFresh: check.change == .new || check.change == .worse, owner: check.owner,
      why: others > 0 ? nil : check.why, fix: check.fix, rowsFile: check.rowsFile, examples: check.examples,
      anchor: Anchor.of(dataset, check))
  }

  static func age(_ check: CheckResult, _ date: LogicalDate) -> String {
    guard let since = check.since else { return "" }
    if check.change == .new || since == date { return "new tonight" }
    let nights = Grouped.count(date.daysSinceEpoch - since.daysSinceEpoch + 1, "night")
    return check.change == .worse ? "worse tonight, since \(since)" : "since \(since), \(nights)"
  }
}

/// The name of a check's place on the page.
enum Anchor {
  static func of(_ dataset: DatasetReport, _ check: CheckResult) -> String { "\(dataset.name).\(check.name)" }
}
