import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State

/// One attempt at a cell: the job's work under its timeout, then what has come of it.
struct Attempt: Sendable {
  let context: RunContext
  let started: Started
  let attempt: AttemptStart
  let log: AttemptLog

  private var due: Due { started.due }
  private var cell: Cell { started.due.cell }

  /// - Throws: what the job or its commit threw, `CancellationError`, or `CommitInDoubt`.
  func run() async throws -> Ended {
    let staging = context.pipeline.lake.staging(run: context.run, job: cell.job, attempt: attempt.number) + "." + cell.date.description
    // The folder above it stays until the run ends: another job may be making its own in there.
    do {
      let ended = try await work(in: staging)
      try? Files.remove(staging)
      return ended
    } catch let doubt as CommitInDoubt {
      // What is staged is what was live, or will be: the next start needs it.
      throw doubt
    } catch {
      try? Files.remove(staging)
      throw error
    }
  }

  private func work(in staging: String) async throws -> Ended {
    let timeout = due.job.declaration.timeout
    let outcome = try await context.timeouts.run(timeout, cell: cell, on: started.executor) {
      [job = due.job.job, context = jobContext(staging)] in
      try await job.run(context)
    }
    try Task.checkCancellation()
    var counts = outcome.counts
    for edge in outcome.edges { counts["rows_\(edge.edge.rawValue)", default: 0] += edge.rows }
    switch outcome.verdict {
    case .done: return try complete(outcome, .succeeded, counts)
    case .gateClosed(let reason):
      log.write("gate closed: \(reason)", .warning)
      context.emit(.message(cell, level: .warning, text: "gate closed: \(reason)"))
      return try complete(outcome, .gateClosed, counts)
    case .stopped(let failure): return stopped(failure, counts)
    }
  }

  private func jobContext(_ staging: String) -> JobContext {
    JobContext(
      cell: cell, attempt: attempt.number, run: context.run, isForced: due.isForced, document: context.pipeline.document,
      lake: context.pipeline.lake, state: context.state, world: context.world, staging: staging, report: context.report,
      emit: { [emit = context.emit, log] event in
        if case .message(_, let level, let text) = event { log.write(text, level) }
        emit(event)
      })
  }

  /// Makes the outcome true. One that changes nothing in the lake or the catalog is left to be recorded with others.
  private func complete(_ outcome: JobOutcome, _ state: CellState, _ counts: [String: Int]) throws -> Ended {
    let completed = CellRecord(cell: cell, state: state, settings: due.job.settings, inputs: due.inputs, counts: counts)
    let at = context.clock.now()
    let elapsed = context.clock.since(started.at)
    log.note("\(state.rawValue) in \(elapsed.readable) \(Self.summary(counts))")
    let record: @Sendable (StateWriter) throws -> Void = { [attempt, jobRun = started.jobRun, hasLog = !log.isEmpty] writer in
      try writer.complete(jobRun, completed, at: at)
      try writer.end(attempt, state, hasLog: hasLog, at: at)
    }
    var ended = Ended(started: started, state: state, events: [.cellFinished(cell, state: state, counts: counts, elapsed: elapsed)])
    if outcome.isEmpty {
      ended.record = { [cell] writer in
        try writer.setEdgeCounts(cell, [])
        try record(writer)
      }
    } else {
      // What the commit refers to must be there.
      try context.journal.flush()
      try Committer(lake: context.pipeline.lake, state: context.state).commit(outcome, cell: cell, complete: record)
    }
    return ended
  }

  private func stopped(_ failure: Failure, _ counts: [String: Int]) -> Ended {
    log.write(failure.description, .error)
    let at = context.clock.now()
    return Ended(
      started: started, state: .stopped,
      record: { [attempt, jobRun = started.jobRun] writer in
        try writer.end(jobRun, .stopped, at: at)
        try writer.end(attempt, .stopped, failure: failure, at: at)
      },
      events: [
        .attemptFailed(cell, attempt: attempt.number, failure: failure, retryIn: nil),
        .cellFinished(cell, state: .stopped, counts: counts, elapsed: context.clock.since(started.at)),
      ])
  }

  private static func summary(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }
}
