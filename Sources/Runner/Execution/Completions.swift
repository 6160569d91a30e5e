import Synchronization

/// What has happened since the crew looked last: it may be woken once for many things.
final class Completions: Sendable {
  private struct State {
    var ended: [Ended] = []
    var isRecorded = false
  }

  private let state = Mutex(State())

  /// A cell's work is over.
  func add(_ cell: Ended) { state.withLock { $0.ended.append(cell) } }

  /// What the crew had written to the disk is there.
  func addRecord() { state.withLock { $0.isRecorded = true } }

  func take() -> (ended: [Ended], isRecorded: Bool) {
    state.withLock { state in
      defer { state = State() }
      return (state.ended, state.isRecorded)
    }
  }
}
