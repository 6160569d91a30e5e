import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Runner
@testable import State

struct JournalTests {
  private let cell = Cell(job: JobName("job"), date: LogicalDate(daysSinceEpoch: 20_000))

  private func jobRun(_ id: Int) -> JobRunStart { JobRunStart(id: id, run: 1, cell: cell, reason: "forced", at: Instant(seconds: 1)) }

  private func begin(_ id: Int, _ journal: Journal) {
    journal.begin(jobRun(id), AttemptStart(id: id, jobRun: id, number: 1, log: "x", at: Instant(seconds: 1)), at: .zero)
  }

  @Test func whatATransactionCouldNotWriteIsWrittenByTheNext() throws {
    try inScratchFolder { folder in
      let journal = Journal(try StateStore(directory: "\(folder)/state", mode: .readWrite))
      let tries = Mutex(0), written = Mutex<[Int]>([])
      journal.end(jobRun(1), at: .zero) { _ in written.withLock { $0.append(1) } }
      journal.end(jobRun(2), at: .zero) { _ in
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

  @Test func aBeginIsStoredUnlessItsEndComesFirst() throws {
    try inScratchFolder { folder in
      let state = try StateStore(directory: "\(folder)/state", mode: .readWrite)
      try state.write {
        _ = try $0.beginRun(
          pipeline: "p", trigger: "run", dates: cell.date...cell.date, asOf: Instant(seconds: 0), at: Instant(seconds: 0))
      }
      let journal = Journal(state)
      let stored = Mutex<[[Int]]>([])
      func end(_ id: Int) {
        journal.end(jobRun(id), at: .zero) { writer in
          let ids = try writer.reader.jobRuns(of: self.cell).map(\.id)
          stored.withLock { $0.append(ids) }
        }
      }
      begin(1, journal)
      begin(2, journal)
      end(1)
      try journal.flush()
      end(2)
      try journal.flush()
      #expect(stored.withLock { $0 } == [[2], [2]])
    }
  }
}
