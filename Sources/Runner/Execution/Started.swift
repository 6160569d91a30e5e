import Drivers
import JobKit
import Kernel
import Pipeline
import State

/// A cell that has begun, and the rows of its job run and its first attempt.
struct Started: Sendable {
  let due: Due
  let jobRun: Int
  let attempt: Int
  /// On the run's clock.
  let at: Span

  init(_ due: Due, _ context: RunContext) {
    self.due = due
    at = context.clock.elapsed
    jobRun = context.numbers.nextJobRun()
    attempt = context.numbers.nextAttempt()
  }

  /// Where it runs: what only waits for a program, with who starts programs; what computes, on threads of its own.
  var executor: any TaskExecutor { due.job.traits.delegates ? ChildProcess.executor : globalConcurrentExecutor }

  /// Puts down that it runs.
  func record(_ context: RunContext) {
    let now = context.clock.now(), log = AttemptLog.path(run: context.run, cell: due.cell, attempt: 1)
    context.journal.add(at: at) { [self, run = context.run] writer in
      try writer.beginJobRun(jobRun, run: run, cell: due.cell, reason: due.decision.reason, cause: due.cause, at: now)
      try writer.beginAttempt(attempt, jobRun: jobRun, number: 1, log: log, at: now)
    }
  }
}
