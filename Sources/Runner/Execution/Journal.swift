import Kernel
import State
import Synchronization

/// What has happened in a run and is not in the state file yet: begins and ends of cells, in their order, put on the disk together.
///
/// Nothing that needs the end of a cell starts before that end is on the disk, and nothing else has to wait for it. So short jobs share a
/// transaction, and what a crash can take from here are the last few milliseconds: cells that then count as never run, and run again.
final class Journal: Sendable {
  typealias Record = @Sendable (StateWriter) throws -> Void

  private struct Entry {
    let jobRun: Int
    let isBegin: Bool
    let write: Record
  }

  /// How long a record may wait for others.
  private static let patience = Span(microseconds: 20_000)
  /// How many records are enough for a transaction.
  private static let fullness = 64

  private struct Pending {
    var entries: [Entry] = []
    var since = Span.zero
  }

  private let state: StateStore
  private let pending = Mutex(Pending())
  private let writing = Mutex<Void>(())

  init(_ state: StateStore) { self.state = state }

  /// - Parameter now: on the run's clock.
  func begin(_ jobRun: JobRunStart, _ attempt: AttemptStart, at now: Span) {
    add(
      Entry(jobRun: jobRun.id, isBegin: true) { writer in
        try writer.begin(jobRun)
        try writer.begin(attempt)
      }, at: now)
  }

  /// - Parameter record: stores the end whether or not the begin is stored.
  func end(_ jobRun: JobRunStart, at now: Span, _ record: @escaping Record) {
    add(Entry(jobRun: jobRun.id, isBegin: false, write: record), at: now)
  }

  private func add(_ entry: Entry, at now: Span) {
    pending.withLock { pending in
      if pending.entries.isEmpty { pending.since = now }
      // What has ended by now need not be stored as begun first.
      if !entry.isBegin { pending.entries.removeAll { $0.jobRun == entry.jobRun } }
      pending.entries.append(entry)
    }
  }

  /// How long to go on collecting; nil when nothing waits, zero or less when it is time.
  func rest(at now: Span) -> Span? {
    pending.withLock { pending in
      guard !pending.entries.isEmpty else { return nil }
      guard pending.entries.count < Self.fullness else { return .zero }
      return Span(microseconds: pending.since.microseconds + Self.patience.microseconds - now.microseconds)
    }
  }

  /// Everything that was added before is on the disk when this returns, whoever else is flushing meanwhile: what the caller writes next may
  /// refer to it.
  func flush() throws(Failure) {
    try writing.withLock { _ throws(Failure) in
      let taken = pending.withLock { pending in
        defer { pending.entries = [] }
        return pending.entries
      }
      guard !taken.isEmpty else { return }
      do throws(Failure) {
        try state.write { writer in
          for entry in taken { try entry.write(writer) }
        }
      } catch {
        // Nothing of it is on the disk, and nobody may think that it is.
        pending.withLock { $0.entries.insert(contentsOf: taken, at: 0) }
        throw error
      }
    }
  }
}
