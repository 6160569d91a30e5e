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
    var attempt = started.attempt
    while true {
      context.emit(.attemptStarted(cell, attempt: attempt.number, reason: due.decision.reason))
      let log = AttemptLog(context, cell: cell, path: attempt.log)
      log.note("\(cell) \(cell.date.interval): \(due.decision.reason)")
      do {
        return try await Attempt(context: context, started: started, attempt: attempt, log: log).run()
      } catch {
        if let doubt = error as? CommitInDoubt {
          log.write(doubt.failure.description, .error)
          throw doubt.failure
        }
        if Task.isCancelled { return interrupted(attempt, log) }
        let failure = Self.failure(from: error)
        let wait = RetryPolicy.wait(after: attempt.number, failure: failure, cell: cell, retries: due.job.declaration.retries)
        log.write(failure.description, .error)
        if let detail = failure.detail { log.write("further detail is withheld from logs (\(detail.utf8.count) bytes)", .debug) }
        guard let wait else { return failed(failure, attempt) }
        try context.journal.flush()
        try context.state.write { [attempt] in try $0.end(attempt, .failed, failure: failure, at: context.clock.now()) }
        context.emit(.attemptFailed(cell, attempt: attempt.number, failure: failure, retryIn: wait))
        guard (try? await Task.sleep(for: wait.duration)) != nil else { return interrupted(nil, log) }
        attempt = try begin(attempt.number + 1)
      }
    }
  }

  private func begin(_ number: Int) throws(Failure) -> AttemptStart {
    let attempt = AttemptStart(
      id: context.numbers.nextAttempt(), jobRun: started.jobRun.id, number: number,
      log: AttemptLog.path(run: context.run, cell: cell, attempt: number), at: context.clock.now())
    try context.state.write { try $0.begin(attempt) }
    try Failpoint.attemptBegun.hit(attempt.log)
    return attempt
  }

  private func failed(_ failure: Failure, _ attempt: AttemptStart) -> Ended {
    let at = context.clock.now()
    return Ended(
      started: started, state: .failed,
      record: { [jobRun = started.jobRun] writer in
        try writer.end(jobRun, .failed, at: at)
        try writer.end(attempt, .failed, failure: failure, at: at)
      },
      events: [
        .attemptFailed(cell, attempt: attempt.number, failure: failure, retryIn: nil),
        .cellFinished(cell, state: .failed, counts: [:], elapsed: context.clock.since(started.at)),
      ])
  }

  /// - Parameter attempt: the one that was cut off; nil between two attempts.
  private func interrupted(_ attempt: AttemptStart?, _ log: AttemptLog) -> Ended {
    log.write("interrupted", .warning)
    let at = context.clock.now()
    return Ended(
      started: started, state: .interrupted,
      record: { [jobRun = started.jobRun] writer in
        try writer.end(jobRun, .interrupted, at: at)
        if let attempt { try writer.end(attempt, .interrupted, at: at) }
      }, events: [.cellFinished(cell, state: .interrupted, counts: [:], elapsed: context.clock.since(started.at))])
  }

  private static func failure(from error: any Error) -> Failure {
    (error as? Failure)
      ?? Failure(9001, "unexpected error of type \(type(of: error))", hint: "this is a bug in nightshift", detail: "\(error)")
  }
}
