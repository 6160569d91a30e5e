import Kernel
import Pipeline
import Runner

/// The text form of a plan: consecutive dates of one job with one decision are one line, so that ten years up to date are seen at once.
enum PlanText {
  static func text(_ plan: Plan, notes: [String], _ console: Console) -> String {
    var table = TextTable()
    var (duration, rows) = (0, 0)
    for range in plan.ranges {
      var estimate = ""
      if range.decision.runs, let history = plan.estimate(of: range.job) {
        let span = Span(microseconds: history.duration.median.microseconds * range.count)
        duration += span.microseconds
        estimate = "about \(span.readable)"
        if let written = history.rows?.median, written > 0 {
          rows += written * range.count
          estimate += ", \((written * range.count).grouped) rows"
        }
      }
      table.add(
        range.decision.runs ? console.paint("run ", .strong) : console.paint("skip", .faint), range.job.rawValue,
        (range.firstDate...range.lastDate).readable, range.decision.reason.escapedControls,
        range.count > 1 ? "(\(range.count.grouped))" : "",
        estimate)
    }
    var last = "\(plan.running.grouped) to run, \((plan.count - plan.running).grouped) to skip"
    if duration > 0 { last += ", about \(Span(microseconds: duration).readable) one after the other by their last runs" }
    if rows > 0 { last += ", about \(rows.grouped) rows" }
    let warnings = plan.deadlineRisks.map(\.summary) + (plan.clockProblem.map { ["the clock cannot be right: \($0)"] } ?? []) + notes
    return ([table.text, last] + warnings.map { "\(console.paint("!", .warning)) \($0)" }).joined(separator: "\n")
  }
}
