import Kernel
import State
import Synchronization

/// Numbers of rows for what begins in a run, given before the rows are written. Only one run writes at a time.
final class RowNumbers: Sendable {
  private let jobRun: Atomic<Int>
  private let attempt: Atomic<Int>

  /// After those that there are.
  init(_ state: StateStore) throws(Failure) {
    let last = try state.read { try $0.lastRows() }
    jobRun = Atomic(last.jobRun)
    attempt = Atomic(last.attempt)
  }

  func nextJobRun() -> Int { jobRun.add(1, ordering: .relaxed).newValue }

  func nextAttempt() -> Int { attempt.add(1, ordering: .relaxed).newValue }
}
