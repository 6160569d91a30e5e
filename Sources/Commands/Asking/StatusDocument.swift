import JobKit
import Kernel
import Pipeline
import State

/// `nightshift.status/1`: the cells of a range of dates, with the ways their rows took.
struct StatusDocument: JSONDocument, Encodable {
  static let name = "status"
  static let about = "how each job stands, what needs a person first"
  static let members: [Shape.Member] = [
    .must("pipeline", .text, "Its name"), .must("from", .date, "First logical date"), .must("to", .date, "Last logical date"),
    .may("running", .text, "A run is at work: what it wrote into its lock"),
    .must(
      "jobs",
      .list(
        .object([
          .must("job", .text, "Its name"), .must("kind", .text, "Its kind"), .may("last_success", .date, "The newest date it succeeded on"),
        ])), "In the order of a night"),
    .must(
      "cells",
      .list(
        .object([
          .must("job", .text, "The job's name"), .must("date", .date, "The logical date"),
          .must("state", .words(CellState.self), "How it stands"),
          .must("counts", .map(.integer), "What it counted"),
          .must(
            "edges",
            .list(
              .object([
                .must("table", .text, "zone.name"), .must("edge", .words(EdgeCount.Edge.self), "Which way the rows took"),
                .must("reason", .text, "Which kind of it"),
                .must("rows", .integer, "How many"),
              ])), "Where its rows went: in = out + duplicate + quarantined for each table"),
          .may(
            "problem",
            .object([
              .may("code", .text, "For `nightshift explain`"), .must("message", .text, "What happened"), .may("hint", .text, "The way out"),
              .must("log", .text, "The attempt's log, below the state folder"),
            ]), "The last failure"),
        ])), "By date and job; a cell that no run has looked at is not there"),
  ]

  struct CellStatus: Encodable {
    let job: JobName
    let date: LogicalDate
    let state: CellState
    let counts: [String: Int]
    let edges: [EdgeCount]
    /// The last failure, for a cell that needs a person.
    let problem: Problem?
  }

  struct Problem: Encodable {
    let code: String?
    let message: String
    let hint: String?
    let log: String
  }

  struct JobStatus: Encodable {
    let job: JobName
    let kind: String
    let last_success: LogicalDate?
  }

  let schema = Self.schemaName
  let pipeline: String
  let from: LogicalDate
  let to: LogicalDate
  let jobs: [JobStatus]
  let cells: [CellStatus]
  /// A run is at work: what it wrote into its lock.
  let running: String?

  init(pipeline: LoadedPipeline, state: StateStore, dates: ClosedRange<LogicalDate>) throws {
    self.pipeline = pipeline.document.name
    (from, to) = (dates.lowerBound, dates.upperBound)
    running = StatusLock.holder(state.directory)
    (jobs, cells) = try state.read { reader in
      let jobs = try pipeline.ordered.map { job in
        JobStatus(job: job.name, kind: job.declaration.kind, last_success: try reader.lastSuccess(of: job.name))
      }
      let cells = try reader.cells(dates).map { record in
        CellStatus(
          job: record.cell.job, date: record.cell.date, state: record.state, counts: record.counts,
          edges: try reader.edgeCounts(record.cell),
          problem: try Self.problem(record, reader))
      }
      return (jobs, cells)
    }
  }

  func state(_ job: JobName, _ date: LogicalDate) -> CellState? { cells.first { $0.job == job && $0.date == date }?.state }

  private static func problem(_ record: CellRecord, _ reader: StateReader) throws -> Problem? {
    guard record.state == .failed || record.state == .stopped,
      let run = try reader.jobRuns(of: record.cell).last,
      let attempt = try reader.attempts(ofJobRun: run.id).last, let message = attempt.message
    else { return nil }
    return Problem(code: attempt.code, message: message, hint: attempt.hint, log: attempt.log)
  }
}
