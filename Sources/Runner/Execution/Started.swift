import Drivers
import JobKit
import Kernel
import Pipeline
import State

/// A cell that has begun.
struct Started: Sendable {
  let due: Due
  let jobRun: JobRunStart
  /// The first.
  let attempt: AttemptStart
  /// On the run's clock.
  let at: Span

  init(_ due: Due, _ context: RunContext) {
    self.due = due
    at = context.clock.elapsed
    let now = context.clock.now()
    jobRun = JobRunStart(
      id: context.numbers.nextJobRun(), run: context.run, cell: due.cell, reason: due.decision.reason, cause: due.cause, at: now)
    attempt = AttemptStart(
      id: context.numbers.nextAttempt(), jobRun: jobRun.id, number: 1, log: AttemptLog.path(run: context.run, cell: due.cell, attempt: 1),
      at: now)
  }

  /// Where it runs: what only waits for a program, with who starts programs; what computes, on threads of its own.
  var executor: any TaskExecutor { due.job.traits.delegates ? ChildProcess.executor : globalConcurrentExecutor }
}
