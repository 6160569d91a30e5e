import Kernel
import Synchronization

/// Ends attempts that take too long. One timer serves all of them: most end long before their time, and a timer each would be set for nothing.
final class Timeouts: Sendable {
  private struct Entry {
    let end: Duration
    let cancel: @Sendable () -> Void
  }

  private struct State {
    var last = 0
    var entries: [Int: Entry] = [:]
    /// What the timer is set for.
    var next: Duration?
    var timer: Task<Void, Never>?
  }

  private let uptime: @Sendable () -> Duration
  private let state = Mutex(State())

  init(uptime: @escaping @Sendable () -> Duration) { self.uptime = uptime }

  deinit { state.withLock { $0.timer?.cancel() } }

  /// Does the work; when the time is over, cancels it, waits until it has ended, and says so.
  ///
  /// - Parameter executor: where the work goes on after its first wait.
  func run<Result: Sendable>(
    _ limit: Span, cell: Cell, on executor: (any TaskExecutor)?, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    // Begins on this thread: most work gets to its first wait at once.
    let task = Task.immediate(executorPreference: executor) { try await work() }
    let number = add(limit) { task.cancel() }
    do {
      let result = try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
      remove(number)
      return result
    } catch {
      guard !remove(number), !Task.isCancelled else { throw error }
      throw Failure(
        5003, "\(cell.job) did not end within its timeout of \(limit)",
        hint: "raise `timeout` or look into the log for what it waited on", retry: .backoff)
    }
  }

  private func add(_ limit: Span, cancel: @escaping @Sendable () -> Void) -> Int {
    let end = uptime() + limit.duration
    return state.withLock { state in
      state.last += 1
      state.entries[state.last] = Entry(end: end, cancel: cancel)
      if state.next.map({ end < $0 }) ?? true { set(for: end, &state) }
      return state.last
    }
  }

  /// False when its time was over.
  @discardableResult
  private func remove(_ number: Int) -> Bool { state.withLock { $0.entries.removeValue(forKey: number) != nil } }

  private func set(for end: Duration, _ state: inout State) {
    state.timer?.cancel()
    state.next = end
    state.timer = Task { [weak self, uptime] in
      guard (try? await Task.sleep(for: end - uptime())) != nil else { return }
      self?.ring()
    }
  }

  private func ring() {
    let over = state.withLock { state in
      let now = uptime()
      let over = state.entries.filter { $0.value.end <= now }
      for number in over.keys { state.entries[number] = nil }
      state.next = nil
      if let next = state.entries.values.map(\.end).min() { set(for: next, &state) }
      return over.values.map(\.cancel)
    }
    for cancel in over { cancel() }
  }
}
