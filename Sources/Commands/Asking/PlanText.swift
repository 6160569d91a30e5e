import Kernel
import Pipeline
import Runner

/// The text form of a plan.
enum PlanText {
  static func text(_ cells: Plan, _ console: Console) -> String {
    var table = TextTable()
    for line in PlanLine.all(of: cells) {
      table.add(
        line.decision.runs ? console.paint("run ", .strong) : console.paint("skip", .faint), line.job.rawValue, line.dates.readable,
        line.decision.reason, line.cells > 1 ? "(\(line.cells.grouped))" : "",
        line.estimate > 0 ? "about \(Span(microseconds: line.estimate).readable)" : "")
    }
    let running = cells.count { $0.decision.runs }
    let total = cells.reduce(0) { $0 + ($1.estimate?.microseconds ?? 0) }
    let estimate = total > 0 ? ", about \(Span(microseconds: total).readable) by their last runs" : ""
    return "\(table.text)\n\(running.grouped) to run, \((cells.count - running).grouped) to skip\(estimate)"
  }
}
