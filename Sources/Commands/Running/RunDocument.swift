import Kernel
import Pipeline
import Runner

/// `nightshift.run/1`: what a run or a backfill did.
struct RunDocument: JSONDocument, Encodable {
  static let name = "run"
  static let about = "what a run or a backfill did"
  static let members: [Shape.Member] = [
    .must("run", .integer, "Its number"), .must("trigger", .word(["run", "backfill"]), "Which command it was"),
    .must("from", .date, "First logical date that was asked for"), .must("to", .date, "Last logical date, included"),
    .must("exit", .integer, "The exit code"),
    .must(
      "cells",
      .list(
        .object([
          .must("job", .text, "The job's name"), .must("date", .date, "The logical date"),
          .must("verdict", .word(["run", "skip"]), "What was decided"), .must("reason", .text, "Why"),
          .may("state", .words(CellState.self), "How it ended; not there when it was skipped"),
        ])), "Every cell that was decided about, in the order of the walk"),
  ]

  struct Line: Encodable {
    let job: JobName
    let date: LogicalDate
    let verdict: String
    let reason: String
    let state: CellState?
  }

  let schema = Self.schemaName
  let run: Int
  let trigger: String
  let from: LogicalDate
  let to: LogicalDate
  let exit: Int
  let cells: [Line]

  init(_ summary: Night.Summary, _ request: WalkRequest) {
    run = summary.run
    (trigger, from, to) = (request.trigger.rawValue, request.dates.lowerBound, request.dates.upperBound)
    exit = Int(summary.exit.rawValue)
    cells = summary.cells.map {
      Line(job: $0.cell.job, date: $0.cell.date, verdict: $0.decision.verdict, reason: $0.decision.reason, state: $0.state)
    }
  }
}
