import Drivers
import JobKit
import Kernel
import State

/// Works a walk off: starts what may start, waits for what ends, and records both.
///
/// Each time something has ended, one transaction records all ends that have come together and all starts that follow from them. It is on the disk
/// before anything that waited for those ends begins.
final class Crew {
  private let context: RunContext
  private let walk: Walk
  private let watch: DeadlineWatch?
  private var waiting: [Ended] = []
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
        let started = try await start()
        for started in started {
          group.addTask { [context] in completions.add(try await CellRun(context: context, started: started).run()) }
        }
        if let pause = watch?.check(walk, context) {
          group.addTask { try? await Task.sleep(for: pause.duration) }
        }
        guard walk.isWorking else { break }
        // The group also holds the watch's pauses, and several cells may have ended with one wake-up.
        _ = try await group.next()
        for ended in completions.take() { end(ended) }
        if Task.isCancelled { try await interrupt(&group, completions) }
      }
      group.cancelAll()
    }
  }

  /// Records what has ended and begins what may.
  private func start() async throws -> [Started] {
    var due: [Due] = []
    while let next = try await walk.next(flush: flush) { due.append(next) }
    guard !due.isEmpty || !waiting.isEmpty else { return [] }
    let ended = waiting
    waiting = []
    let started = try context.state.write { [context] writer in
      for ended in ended { try ended.record?(writer) }
      return try due.map { try Started($0, context, writer) }
    }
    for ended in ended { ended.events.forEach(context.emit) }
    for started in started {
      watch?.began(started.due.node, at: started.at)
      try Failpoint.attemptBegun.hit(AttemptLog.path(run: context.run, cell: started.due.cell, attempt: 1))
    }
    return started
  }

  private func end(_ ended: Ended) {
    waiting.append(ended)
    states[ended.due.node] = ended.state
    exits.insert(ended.exit)
    watch?.ended(ended.due.node)
    walk.end(ended.due, ended.upstream)
  }

  /// Puts what has ended on the disk at once: something is about to be read that may depend on it.
  private func flush() throws {
    guard waiting.contains(where: { $0.record != nil }) else { return }
    let ended = waiting
    waiting = []
    try context.state.write { writer in for ended in ended { try ended.record?(writer) } }
    for ended in ended { ended.events.forEach(context.emit) }
  }

  private func interrupt(_ group: inout ThrowingTaskGroup<Void, any Error>, _ completions: Completions) async throws -> Never {
    while try await group.next() != nil {}
    for ended in completions.take() { end(ended) }
    try flush()
    throw CancellationError()
  }
}
