import Kernel
import State
import Synchronization

/// What has happened in a run and is not in the state file yet: begins and ends of cells, in their order, put on the disk together.
///
/// Nothing that needs the end of a cell starts before that end is on the disk, and nothing else has to wait for it. So short jobs share a
/// transaction, and what a crash can take from here are the last few milliseconds: cells that then count as never run, and run again.
final class Journal: Sendable {
  typealias Record = @Sendable (StateWriter) throws -> Void

  /// How long a record may wait for others.
  private static let patience = Span(microseconds: 20_000)
  /// How many records are enough for a transaction.
  private static let fullness = 64

  private struct Pending {
    var records: [Record] = []
    var since = Span.zero
  }

  private let state: StateStore
  private let pending = Mutex(Pending())

  init(_ state: StateStore) { self.state = state }

  /// - Parameter now: on the run's clock.
  func add(at now: Span, _ record: @escaping Record) {
    pending.withLock { pending in
      if pending.records.isEmpty { pending.since = now }
      pending.records.append(record)
    }
  }

  /// How long to go on collecting; nil when nothing waits, zero or less when it is time.
  func rest(at now: Span) -> Span? {
    pending.withLock { pending in
      guard !pending.records.isEmpty else { return nil }
      guard pending.records.count < Self.fullness else { return .zero }
      return Span(microseconds: pending.since.microseconds + Self.patience.microseconds - now.microseconds)
    }
  }

  /// Everything that was added before is on the disk when this returns, whoever else is flushing meanwhile: what the caller writes next may
  /// refer to it.
  func flush() throws(Failure) {
    guard !pending.withLock({ $0.records.isEmpty }) else { return }
    var taken: [Record] = []
    do {
      // Taken inside the transaction: transactions follow one another, so records of two flushes keep their order.
      try state.write { writer in
        taken = pending.withLock { pending in
          defer { pending.records = [] }
          return pending.records
        }
        for record in taken { try record(writer) }
      }
    } catch {
      // Nothing of it is on the disk, and nobody may think that it is.
      pending.withLock { $0.records.insert(contentsOf: taken, at: 0) }
      throw error
    }
  }
}
