import Drivers
import JobKit
import Kernel
import State

/// Works a walk off: starts what may start, waits for what ends, and records both.
///
/// A cell whose work is over leaves its place to the next at once. Those that need it wait until its end is on the disk: that happens when there
/// is room that nobody else could take, and otherwise when enough has come together or a few milliseconds have passed.
final class Crew {
  private let context: RunContext
  private let walk: Walk
  private let watch: DeadlineWatch?
  /// Begun, and not yet on the disk as begun.
  private var begun: [Started] = []
  /// Over, and not yet on the disk as ended.
  private var over: [Ended] = []
  /// What is being put on the disk, on another thread.
  private var inFlight: (begun: [Started], over: [Ended])?
  /// When the crew will be woken to record, on the run's clock.
  private var alarm: Span?
  /// The state in which each cell ended, by its number on the board.
  private(set) var states: [Int: CellState] = [:]
  private(set) var exits: Set<ExitCode> = []

  init(_ context: RunContext, _ walk: Walk, watch: DeadlineWatch?) {
    self.context = context
    self.walk = walk
    self.watch = watch
  }

  /// - Throws: `CancellationError` when interrupted, with everything that ran recorded as interrupted; failures of the state.
  func work() async throws {
    let completions = Completions()
    try await withThrowingTaskGroup(of: Void.self) { group in
      while true {
        try await start(in: &group, completions)
        if let pause = watch?.check(walk, context) { group.addTask { try? await Task.sleep(for: pause.duration) } }
        guard walk.isWorking else { break }
        setAlarm(in: &group)
        // The group also holds pauses, and several cells may be over with one wake-up.
        _ = try await group.next()
        try take(completions)
        if Task.isCancelled { try await interrupt(&group, completions) }
      }
      group.cancelAll()
    }
  }

  /// Begins what may begin, and has recorded what it is time to record.
  private func start(in group: inout ThrowingTaskGroup<Void, any Error>, _ completions: Completions) async throws {
    while let due = try await walk.next(flush: context.journal.flush) {
      let started = begin(due)
      let run: @Sendable () async throws -> Void = { [context] in
        completions.add(try await CellRun(context: context, started: started).run())
      }
      // What only waits for a program gets it started from here.
      if due.job.traits.delegates {
        group.addImmediateTask(executorPreference: started.executor, operation: run)
      } else {
        group.addTask(executorPreference: started.executor, operation: run)
      }
    }
    guard inFlight == nil, !begun.isEmpty || !over.isEmpty else { return }
    let rest = context.journal.rest(at: context.clock.elapsed) ?? .zero
    guard walk.hasRoom || rest <= .zero else { return }
    inFlight = (begun, over)
    (begun, over) = ([], [])
    group.addTask(executorPreference: globalConcurrentExecutor) { [journal = context.journal] in
      try journal.flush()
      completions.addRecord()
    }
  }

  private func begin(_ due: Due) -> Started {
    let started = Started(due, context)
    context.journal.begin(started.jobRun, started.attempt, at: started.at)
    begun.append(started)
    watch?.began(due.node, at: started.at)
    return started
  }

  private func take(_ completions: Completions) throws {
    let (ended, isRecorded) = completions.take()
    for cell in ended { leave(cell) }
    if isRecorded { try settle() }
  }

  private func leave(_ ended: Ended) {
    if let record = ended.record { context.journal.end(ended.started.jobRun, at: context.clock.elapsed, record) }
    over.append(ended)
    states[ended.due.node] = ended.state
    exits.insert(ended.exit)
    watch?.ended(ended.due.node)
    walk.leave(ended.due)
  }

  /// Begins and ends are on the disk: those that wait for the ends may begin.
  private func settle() throws {
    guard let (begun, over) = inFlight else { return }
    inFlight = nil
    for started in begun { try Failpoint.attemptBegun.hit(started.attempt.log) }
    for ended in over {
      ended.events.forEach(context.emit)
      walk.end(ended.due, ended.upstream)
    }
  }

  /// What is left to be recorded is so in time, even if nothing happens meanwhile.
  private func setAlarm(in group: inout ThrowingTaskGroup<Void, any Error>) {
    // A record in flight wakes the crew itself.
    guard inFlight == nil else { return }
    let now = context.clock.elapsed
    // An attempt that commits flushes the journal too, and those that are over then need only be told.
    guard alarm.map({ $0 <= now }) ?? true, let rest = context.journal.rest(at: now) ?? (over.isEmpty ? nil : .zero) else { return }
    alarm = Span(microseconds: now.microseconds + rest.microseconds)
    group.addTask { try? await Task.sleep(for: rest.duration) }
  }

  private func interrupt(_ group: inout ThrowingTaskGroup<Void, any Error>, _ completions: Completions) async throws -> Never {
    while try await group.next() != nil {}
    try take(completions)
    inFlight = (begun, over)
    try context.journal.flush()
    try settle()
    throw CancellationError()
  }
}
