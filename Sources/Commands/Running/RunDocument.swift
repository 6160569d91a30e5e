import Kernel
import Pipeline
import Runner

/// `nightshift.run/1`: what a run did.
struct RunDocument: Encodable {
  struct Line: Encodable {
    let job: JobName
    let date: LogicalDate
    let verdict: String
    let reason: String
    let state: CellState?
  }

  let schema = "nightshift.run/1"
  let run: Int
  let exit: Int
  let cells: [Line]

  init(_ summary: Night.Summary) {
    run = summary.run
    exit = Int(summary.exit.rawValue)
    cells = summary.cells.map {
      Line(job: $0.cell.job, date: $0.cell.date, verdict: $0.decision.verdict, reason: $0.decision.reason, state: $0.state)
    }
  }
}
