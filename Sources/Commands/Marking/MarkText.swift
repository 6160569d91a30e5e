import Kernel
import State

/// The text forms of a mark: before it is made and after.
enum MarkText {
  static func preview(_ plan: MarkPlan, _ console: Console) -> String {
    let count = plan.changed.count
    guard count > 0 else { return ([table(plan, console)] + ["nothing to do"]).joined(separator: "\n") }
    let them = count == 1 ? "it" : "them"
    let what =
      switch plan.act {
      case .restate: "would be done again by the next run of \(them)"
      case .done: "would count as done without running"
      case .void: "would be skipped, and what needs \(them) goes on without \(them)"
      }
    return """
      \(table(plan, console))
      \(count.grouped) cell\(count == 1 ? "" : "s") \(what), by \(plan.user): \(plan.reason)\(waiting(plan))
      nothing is changed yet: the same command with --yes does it
      """
  }

  static func done(_ plan: MarkPlan) -> String {
    let count = plan.changed.count
    guard count > 0 else { return "nothing to do" }
    let cells = "\(count.grouped) cell\(count == 1 ? "" : "s")"
    return switch plan.act {
    case .restate: "restated \(cells); next: \(next(plan) ?? "")"
    case .done: "marked \(cells) as done\(waiting(plan))"
    case .void: "marked \(cells) as void; `nightshift restate` takes it back"
    }
  }

  /// What a mark as done does not keep from running, and what would.
  private static func waiting(_ plan: MarkPlan) -> String {
    let cells = plan.lines.filter { $0.waiting != nil }
    guard let first = cells.first else { return "" }
    let which = cells.count == 1 ? "\(first.cell)" : "\(cells.count.grouped) of them"
    return """
      \nbut what waits for \(which) is read all the same (\(first.waiting ?? "")\(cells.count == 1 ? "" : ", …")): \
      nobody else can have read it; `nightshift mark void` skips the cell instead
      """
  }

  /// The command that does again what was restated.
  static func next(_ plan: MarkPlan) -> String? {
    guard plan.act == .restate, let first = plan.changed.map(\.cell.date).min(), let last = plan.changed.map(\.cell.date).max() else {
      return nil
    }
    var jobs: [String] = []
    for line in plan.changed where jobs.last != line.cell.job.rawValue { jobs.append(line.cell.job.rawValue) }
    return "nightshift backfill --from \(first) --to \(last) --select \(jobs.joined(separator: ","))"
  }

  /// Consecutive dates of one job that stand alike are one line.
  private static func table(_ plan: MarkPlan, _ console: Console) -> String {
    var table = TextTable()
    var rest = plan.lines[...]
    while let first = rest.first {
      let same = rest.prefix {
        $0.cell.job == first.cell.job && $0.record?.state == first.record?.state && $0.kept == first.kept && $0.waiting == first.waiting
      }
      let rows = same.reduce(0) { $0 + ($1.record?.counts["rows_out"] ?? 0) }
      let now = first.record?.state
      let last = same[same.index(before: same.endIndex)]
      table.add(
        "\(console.paint(Mark.sign(now), Mark.style(now))) \(first.cell.job)", (first.cell.date...last.cell.date).readable,
        same.count > 1 ? "(\(same.count.grouped))" : "", "now \(Mark.word(now))" + (rows > 0 ? ", \(rows.grouped) rows" : ""),
        (first.kept.map { "left as it is: \($0)" } ?? "-> \(Mark.word(first.becomes?.state))")
          + (first.waiting.map { "; runs all the same: \($0)" } ?? ""))
      rest = rest.dropFirst(same.count)
    }
    return table.text
  }
}
