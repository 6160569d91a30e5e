import JobKit
import Kernel
import Pipeline
import State

/// `nightshift.status/1`: the cells of a range of dates, with the ways their rows took.
struct StatusDocument: Encodable {
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

  let schema = "nightshift.status/1"
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
