import Kernel
import State

/// `nightshift.mark/1`: what a restatement or a mark would do, or has done.
struct MarkDocument: JSONDocument, Encodable {
  static let name = "mark"
  static let about = "what restate or mark would do, or has done"
  static let members: [Shape.Member] = [
    .must("act", .words(MarkRecord.Act.self), "What is said about the cells"), .must("by", .text, "Who says it"),
    .must("why", .text, "The reason given"), .must("applied", .flag, "False for a preview: nothing is changed"),
    .may("next", .text, "The command that does again what was restated"),
    .must(
      "cells",
      .list(
        .object([
          .must("job", .text, "The job's name"), .must("date", .date, "The logical date"),
          .may("was", .words(CellState.self), "How it stood; not there for a cell that no run has looked at"),
          .may("becomes", .words(CellState.self), "How it stands then; not there for a cell that is left as it is"),
          .may("kept", .text, "Why it is left as it is"),
          .may("waiting", .text, "Marked as done, it runs all the same: what waits for it"),
          .may("rows", .integer, "Rows that its last success wrote"),
        ])), "By job and date"),
  ]

  struct Line: Encodable {
    let job: JobName
    let date: LogicalDate
    let was: CellState?
    let becomes: CellState?
    let kept: String?
    let waiting: String?
    let rows: Int?
  }

  let schema = Self.schemaName
  let act: MarkRecord.Act
  let by: String
  let why: String
  let applied: Bool
  let next: String?
  let cells: [Line]

  init(_ plan: MarkPlan, applied: Bool) {
    (act, by, why, self.applied, next) = (plan.act, plan.user, plan.reason, applied, MarkText.next(plan))
    cells = plan.lines.map {
      Line(
        job: $0.cell.job, date: $0.cell.date, was: $0.record?.state, becomes: $0.becomes?.state, kept: $0.kept, waiting: $0.waiting,
        rows: $0.record?.counts["rows_out"])
    }
  }
}
