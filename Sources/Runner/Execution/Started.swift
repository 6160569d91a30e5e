import Kernel
import Pipeline
import State

/// A cell whose start is recorded: its job run and its first attempt are on the disk as running.
struct Started: Sendable {
  let due: Due
  let jobRun: Int
  /// The row of the first attempt.
  let attempt: Int
  let at: Span

  /// Records the start inside the caller's transaction.
  init(_ due: Due, _ context: RunContext, _ writer: StateWriter) throws {
    let now = context.clock.now()
    self.due = due
    at = context.clock.elapsed
    jobRun = try writer.beginJobRun(run: context.run, cell: due.cell, reason: due.decision.reason, cause: due.cause, at: now)
    attempt = try writer.beginAttempt(
      jobRun: jobRun, number: 1, log: AttemptLog.path(run: context.run, cell: due.cell, attempt: 1), at: now)
  }
}
