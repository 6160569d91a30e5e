import Kernel
import Pipeline
import Runner

/// `nightshift.plan/1`. A plan of many years has hundreds of thousands of cells, so it is written cell by cell and never held as a whole.
struct PlanDocument: JSONDocument {
  static let name = "plan"
  static let about = "what a run or a backfill would do now"
  static let members: [Shape.Member] = [
    .must(
      "cells",
      .list(
        .object([
          .must("job", .text, "The job's name"), .must("date", .date, "The logical date"),
          .must("interval", .text, "The date's half-open interval of data"), .must("verdict", .word(["run", "skip"]), "What is decided"),
          .must("reason", .text, "Why"), .may("estimate_ms", .integer, "How long it took lately, for a cell that runs"),
          .may("estimate_rows", .integer, "How many rows it wrote lately, for a cell that runs"),
        ])), "In the order of the walk"),
    .may("clock_problem", .text, "Why the clock that was decided with cannot be right"),
    .must(
      "deadlines",
      .list(
        .object([
          .must("job", .text, "What will be late"), .must("date", .date, "The logical date"),
          .must("deadline", .instant, "When it ought to be done"),
          .must("predicted", .instant, "When it will probably be done"), .must("due_to", .text, "The job that takes most of the time"),
        ])), "Deadlines that will probably be missed"),
  ]

  let cells: Plan

  /// Hands out the document's text in pieces.
  func write(_ emit: (String) -> Void) {
    var text = "{\n  \"cells\" : ["
    var date: LogicalDate?
    var (dateText, interval) = ("", "")
    let upToDate = Self.end(.skip(.upToDate))
    for (index, planned) in cells.enumerated() {
      if planned.cell.date != date {
        date = planned.cell.date
        (dateText, interval) = ("\(planned.cell.date)", "\(planned.cell.date.interval)")
      }
      text += index == 0 ? "\n    { \"date\" : \"" : ",\n    { \"date\" : \""
      text += dateText
      if let history = planned.history {
        text += "\", \"estimate_ms\" : \(history.duration.median.microseconds / 1000), "
        if let rows = history.rows { text += "\"estimate_rows\" : \(rows.median), " }
        text += "\"interval\" : \""
      } else {
        text += "\", \"interval\" : \""
      }
      text += interval
      text += "\", \"job\" : \""
      // A job's name is a word: nothing in it needs an escape.
      text += planned.cell.job.rawValue
      text += planned.decision == .skip(.upToDate) ? upToDate : Self.end(planned.decision)
      if text.utf8.count > 1 << 16 {
        emit(text)
        text.removeAll(keepingCapacity: true)
      }
    }
    text += "\n  ],\n"
    if let problem = cells.clockProblem { text += "  \"clock_problem\" : \(JSONText.quoted(problem)),\n" }
    let deadlines = cells.deadlineRisks.map { risk in
      """
      { "date" : "\(risk.cell.date)", "deadline" : "\(risk.deadline)", "due_to" : "\(risk.dueTo)", "job" : "\(risk.cell.job)", \
      "predicted" : "\(risk.predicted)" }
      """
    }
    emit("\(text)  \"deadlines\" : [\(deadlines.joined(separator: ", "))],\n  \"schema\" : \"\(Self.schemaName)\"\n}\n")
  }

  private static func end(_ decision: Decision) -> String {
    "\", \"reason\" : \(JSONText.quoted(decision.reason)), \"verdict\" : \"\(decision.verdict)\" }"
  }
}
