import Kernel
import State
import Synchronization
import TestSupport
import Testing

@testable import Runner

struct JournalTests {
  @Test func whatATransactionCouldNotWriteIsWrittenByTheNext() throws {
    try inScratchFolder { folder in
      let journal = Journal(try StateStore(directory: "\(folder)/state", mode: .readWrite))
      let tries = Mutex(0), written = Mutex<[Int]>([])
      journal.add(at: .zero) { _ in written.withLock { $0.append(1) } }
      journal.add(at: .zero) { _ in
        let number = tries.withLock { tries in
          tries += 1
          return tries
        }
        if number == 1 { throw Failure(5016, "locked") }
        written.withLock { $0.append(2) }
      }
      #expect(throws: Failure.self) { try journal.flush() }
      #expect(journal.rest(at: .zero) != nil)
      written.withLock { $0 = [] }
      try journal.flush()
      #expect(written.withLock { $0 } == [1, 2])
      #expect(journal.rest(at: .zero) == nil)
    }
  }
}
