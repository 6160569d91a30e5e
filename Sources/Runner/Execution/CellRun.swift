import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State

/// Runs one cell to its end: attempts with retries and a timeout, each in a staging folder of its own, then the commit.
struct CellRun: Sendable {
  let context: RunContext
  let started: Started

  private var due: Due { started.due }
  private var cell: Cell { started.due.cell }

  /// - Throws: only what ends the run: a commit was cut off, or the state file cannot be written.
  func run() async throws -> Ended {
    var (number, record) = (1, started.attempt)
    while true {
      context.emit(.attemptStarted(cell, attempt: number, reason: due.decision.reason))
      let log = AttemptLog(context, cell: cell, attempt: number)
      log.note("\(cell) \(cell.date.interval): \(due.decision.reason)")
      do {
        return try await Attempt(context: context, started: started, number: number, record: record, log: log).run()
      } catch {
        if let doubt = error as? CommitInDoubt {
          log.write(doubt.failure.description, .error)
          throw doubt.failure
        }
        if Task.isCancelled { return interrupted(record, log) }
        let failure = Self.failure(from: error)
        let wait = RetryPolicy.wait(after: number, failure: failure, cell: cell, retries: due.job.declaration.retries)
        log.write(failure.description, .error)
        if let detail = failure.detail { log.write("further detail is withheld from logs (\(detail.utf8.count) bytes)", .debug) }
        guard let wait else { return failed(failure, number, record) }
        try context.journal.flush()
        try context.state.write { [record] in try $0.endAttempt(record, state: .failed, failure: failure, at: context.clock.now()) }
        context.emit(.attemptFailed(cell, attempt: number, failure: failure, retryIn: wait))
        guard (try? await Task.sleep(for: wait.duration)) != nil else { return interrupted(nil, log) }
        number += 1
        record = try begin(number)
      }
    }
  }

  private func begin(_ number: Int) throws(Failure) -> Int {
    let path = AttemptLog.path(run: context.run, cell: cell, attempt: number)
    let record = context.numbers.nextAttempt()
    try context.state.write {
      _ = try $0.beginAttempt(record, jobRun: started.jobRun, number: number, log: path, at: context.clock.now())
    }
    try Failpoint.attemptBegun.hit(path)
    return record
  }

  private func failed(_ failure: Failure, _ number: Int, _ record: Int) -> Ended {
    let at = context.clock.now()
    return Ended(
      due: due, state: .failed,
      record: { [cell, jobRun = started.jobRun] writer in
        try writer.endAttempt(record, state: .failed, failure: failure, at: at)
        try writer.endJobRun(jobRun, cell: cell, state: .failed, at: at)
      },
      events: [
        .attemptFailed(cell, attempt: number, failure: failure, retryIn: nil),
        .cellFinished(cell, state: .failed, counts: [:], elapsed: context.clock.since(started.at)),
      ])
  }

  /// - Parameter record: the attempt that was cut off; nil between two attempts.
  private func interrupted(_ record: Int?, _ log: AttemptLog) -> Ended {
    log.write("interrupted", .warning)
    let at = context.clock.now()
    return Ended(
      due: due, state: .interrupted,
      record: { [cell, jobRun = started.jobRun] writer in
        if let record { try writer.endAttempt(record, state: .interrupted, failure: nil, at: at) }
        try writer.endJobRun(jobRun, cell: cell, state: .interrupted, at: at)
      }, events: [.cellFinished(cell, state: .interrupted, counts: [:], elapsed: context.clock.since(started.at))])
  }

  private static func failure(from error: any Error) -> Failure {
    (error as? Failure)
      ?? Failure(9001, "unexpected error of type \(type(of: error))", hint: "this is a bug in nightshift", detail: "\(error)")
  }
}
