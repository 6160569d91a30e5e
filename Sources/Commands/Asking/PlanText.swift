import Kernel
import Pipeline
import Runner

/// The text form of a plan.
enum PlanText {
  static func text(_ cells: Plan, _ console: Console) -> String {
    var table = TextTable()
    let lines = PlanLine.all(of: cells)
    for line in lines {
      table.add(
        line.decision.runs ? console.paint("run ", .strong) : console.paint("skip", .faint), line.job.rawValue, line.dates.readable,
        line.decision.reason, line.cells > 1 ? "(\(line.cells.grouped))" : "",
        line.estimate > 0 ? "about \(Span(microseconds: line.estimate).readable)" : "")
    }
    let (running, total) = (cells.running, lines.reduce(0) { $0 + $1.estimate })
    let estimate = total > 0 ? ", about \(Span(microseconds: total).readable) by their last runs" : ""
    return "\(table.text)\n\(running.grouped) to run, \((cells.count - running).grouped) to skip\(estimate)"
  }
}
