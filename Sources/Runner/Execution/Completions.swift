import Synchronization

/// Where cells that have ended wait for the one who records them, so that all that end meanwhile are recorded in one go.
final class Completions: Sendable {
  private let ended = Mutex<[Ended]>([])

  func add(_ cell: Ended) { ended.withLock { $0.append(cell) } }

  func take() -> [Ended] {
    ended.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
