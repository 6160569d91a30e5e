import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State

/// Runs one cell to its end: attempts with retries and a timeout, each in a staging folder of its own, then the commit.
struct Executor: Sendable {
  let run: Int
  let pipeline: LoadedPipeline
  let state: StateStore
  let world: World
  let clock: RunClock
  let report: any QualityRendering
  let emit: @Sendable (RunEvent) -> Void

  /// What became of the cell.
  enum Ending: Sendable {
    case succeeded, gateClosed, failed
    case stopped
    case interrupted
  }

  func execute(_ due: Walk.Due) async throws -> Ending {
    let reason = due.decision.reason
    let started = clock.elapsed
    let jobRun = try state.write {
      try $0.beginJobRun(run: run, cell: due.cell, reason: reason, cause: due.cause, at: clock.now())
    }
    var number = 1
    while true {
      emit(.attemptStarted(due.cell, attempt: number, reason: reason))
      let log = try AttemptLog(state: state.directory, run: run, cell: due.cell, attempt: number, now: { [clock] in clock.now() })
      log.write("\(due.cell) \(due.cell.date.interval): \(reason)", .info)
      let attempt = try state.write { try $0.beginAttempt(jobRun: jobRun, number: number, log: log.path, at: clock.now()) }
      do {
        try Failpoint.attemptBegun.hit(log.path)
        let ending = try await attemptOnce(due, jobRun: jobRun, attempt: number, record: attempt, log: log, started: started)
        return ending
      } catch {
        if Task.isCancelled { return try interrupt(due, jobRun: jobRun, attempt: attempt, log: log, started: started) }
        let failure = Self.failure(from: error)
        let wait = RetryPolicy.wait(after: number, failure: failure, cell: due.cell, retries: due.job.declaration.retries)
        log.write(failure.description, .error)
        if let detail = failure.detail { log.write("further detail is withheld from logs (\(detail.utf8.count) bytes)", .debug) }
        try state.write { try $0.endAttempt(attempt, state: .failed, failure: failure, at: clock.now()) }
        emit(.attemptFailed(due.cell, attempt: number, failure: failure, retryIn: wait))
        guard let wait else {
          try state.write { try $0.endJobRun(jobRun, cell: due.cell, state: .failed, at: clock.now()) }
          emit(.cellFinished(due.cell, state: .failed, counts: [:], elapsed: elapsed(since: started)))
          return .failed
        }
        do {
          try await Task.sleep(for: wait.duration)
        } catch {
          try state.write { try $0.endJobRun(jobRun, cell: due.cell, state: .interrupted, at: clock.now()) }
          emit(.cellFinished(due.cell, state: .interrupted, counts: [:], elapsed: elapsed(since: started)))
          return .interrupted
        }
        number += 1
      }
    }
  }

  private func attemptOnce(_ due: Walk.Due, jobRun: Int, attempt number: Int, record: Int, log: AttemptLog, started: Span) async throws
    -> Ending
  {
    let staging = pipeline.lake.staging(run: run, job: due.cell.job, attempt: number) + "." + due.cell.date.description
    try Files.makeDirectory(staging)
    // The folder above it stays until the run ends: another job may be making its own in there.
    defer { try? Files.remove(staging) }
    let context = JobContext(
      cell: due.cell, attempt: number, run: run, isForced: due.isForced, document: pipeline.document, lake: pipeline.lake, state: state,
      world: world, staging: staging,
      report: report,
      emit: { [emit] event in
        if case .message(_, let level, let text) = event { log.write(text, level) }
        emit(event)
      })
    let outcome = try await Self.within(due.job.declaration.timeout, cell: due.cell) { try await due.job.job.run(context) }
    try Task.checkCancellation()
    var counts = outcome.counts
    for edge in outcome.edges { counts["rows_\(edge.edge.rawValue)", default: 0] += edge.rows }
    let ending: Ending
    switch outcome.verdict {
    case .stopped(let failure):
      log.write(failure.description, .error)
      try state.write { writer in
        try writer.endAttempt(record, state: .stopped, failure: failure, at: clock.now())
        try writer.endJobRun(jobRun, cell: due.cell, state: .stopped, at: clock.now())
      }
      emit(.attemptFailed(due.cell, attempt: number, failure: failure, retryIn: nil))
      emit(.cellFinished(due.cell, state: .stopped, counts: counts, elapsed: elapsed(since: started)))
      return .stopped
    case .gateClosed(let reason):
      log.write("gate closed: \(reason)", .warning)
      emit(.message(due.cell, level: .warning, text: "gate closed: \(reason)"))
      ending = .gateClosed
    case .done: ending = .succeeded
    }
    let cellState: CellState = ending == .succeeded ? .succeeded : .gateClosed
    let completed = CellRecord(cell: due.cell, state: cellState, settings: due.job.settings, inputs: due.inputs, counts: counts)
    try Committer(lake: pipeline.lake, state: state).commit(outcome, cell: due.cell) { writer in
      try writer.endAttempt(record, state: cellState, failure: nil, at: clock.now())
      try writer.completeJobRun(jobRun, record: completed, at: clock.now())
    }
    log.write("\(cellState.rawValue) in \(elapsed(since: started).readable) \(Self.summary(counts))", .info)
    emit(.cellFinished(due.cell, state: cellState, counts: counts, elapsed: elapsed(since: started)))
    return ending
  }

  private func interrupt(_ due: Walk.Due, jobRun: Int, attempt: Int, log: AttemptLog, started: Span) throws -> Ending {
    log.write("interrupted", .warning)
    try state.write { writer in
      try writer.endAttempt(attempt, state: .interrupted, failure: nil, at: clock.now())
      try writer.endJobRun(jobRun, cell: due.cell, state: .interrupted, at: clock.now())
    }
    emit(.cellFinished(due.cell, state: .interrupted, counts: [:], elapsed: elapsed(since: started)))
    return .interrupted
  }

  /// Cancels `work` when the time is over, which ends its child processes, and says so.
  private static func within<Result: Sendable>(_ limit: Span, cell: Cell, _ work: @escaping @Sendable () async throws -> Result)
    async throws -> Result
  {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: limit.duration)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let result = first else {
        group.cancelAll()
        // Its children are gone before this attempt is called over.
        while (try? await group.next()) != nil {}
        throw Failure(
          5003, "\(cell.job) did not end within its timeout of \(limit)",
          hint: "raise `timeout` or look into the log for what it waited on", retry: .backoff)
      }
      return result
    }
  }

  private func elapsed(since start: Span) -> Span { Span(microseconds: clock.elapsed.microseconds - start.microseconds) }

  private static func failure(from error: any Error) -> Failure {
    (error as? Failure)
      ?? Failure(9001, "unexpected error of type \(type(of: error))", hint: "this is a bug in nightshift", detail: "\(error)")
  }

  private static func summary(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }
}
