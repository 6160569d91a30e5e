import Drivers
import GRDB
import Kernel
import State
import TestSupport
import Testing

/// A state file that has lost commits says so: to readers, because they would call things up to date, and to writers.
struct CommitTallyTests {
  /// A state folder as a killed process leaves it: the file as it was at rest, and the log with what came since.
  private static func withKilledState(_ body: (String) throws -> Void) throws {
    try StateOpeningTests.withUsedState { used in
      let store = try StateStore(directory: used, mode: .readWrite)
      for index in 1...20 { try store.write { try $0.setWatermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: index), "c") } }
      try inScratchFolder { folder in
        let directory = "\(folder)/state"
        try Files.makeDirectory(directory)
        for (name, _) in try Files.children(used) where !name.hasSuffix("-shm") {
          try Files.create("\(directory)/\(name)", try Files.read("\(used)/\(name)"))
        }
        try body(directory)
      }
      withExtendedLifetime(store) {}
    }
  }

  private static func watermarks(_ state: StateStore) throws -> Int {
    try state.read { reader in
      try (1...20).compactMap { try reader.watermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: $0)) }.count
    }
  }

  @Test func aKilledProcessLosesNothing() throws {
    try Self.withKilledState { directory in
      for mode in [StateStore.Mode.readOnly, .readWrite] {
        let store = try StateStore(directory: directory, mode: mode)
        #expect(try Self.watermarks(store) == 20)
      }
    }
  }

  @Test func aLostLogIsRefused() throws {
    try Self.withKilledState { directory in
      try Files.remove("\(StateStore.path(in: directory))-wal")
      StateOpeningTests.expectRefusal(directory, 5017)
      // A person who means it says so.
      try Files.remove("\(StateStore.path(in: directory)).commits")
      let store = try StateStore(directory: directory, mode: .readWrite)
      #expect(try Self.watermarks(store) == 0)
    }
  }

  @Test func aLogThatIsCutOffOrFlippedAnywhereIsRefused() throws {
    try Self.withKilledState { directory in
      let path = "\(StateStore.path(in: directory))-wal", whole = try Files.read(path)
      var random = SeededRandom(seed: 20_261_124)
      for round in 0..<60 {
        var bytes = whole
        let position = Int(random.next() % UInt64(whole.count))
        if round % 3 == 0 { bytes = Array(whole[..<position]) } else { bytes[position] ^= 1 << UInt8(round % 8) }
        try Files.create(path, bytes)
        try Files.remove("\(StateStore.path(in: directory))-shm")
        let answer = Result { try Self.watermarks(StateStore(directory: directory, mode: .readOnly)) }
        switch answer {
        case .success(let count): #expect(count == 20, "round \(round), byte \(position) of \(whole.count)")
        case .failure(let error): #expect([5014, 5017].contains((error as? Failure)?.code.number), "\(error)")
        }
      }
    }
  }

  /// The way out that a refusal names: a backup is older than what was committed, and is taken for what it is.
  @Test func aRestoredBackupIsBelievedAndCountedAnew() throws {
    try StateOpeningTests.withUsedState { directory in
      let path = StateStore.path(in: directory)
      let store = try StateStore(directory: directory, mode: .readWrite)
      try store.backUp(to: "\(directory)/backups/nightshift-2026-01-01T02:00:00Z.sqlite")
      try store.write { try $0.setWatermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: 1), "c") }
      try store.close()
      try Files.create(path, try Files.read("\(directory)/backups/nightshift-2026-01-01T02:00:00Z.sqlite"))
      _ = try StateStore(directory: directory, mode: .readOnly).read { try $0.auditHead() }
      for day in 2...3 {
        let again = try StateStore(directory: directory, mode: .readWrite)
        try again.write { try $0.setWatermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: day), "c") }
        try again.close()
      }
      let found = try StateStore(directory: directory, mode: .readOnly)
      #expect(try Self.watermarks(found) == 2)
    }
  }

  @Test func aTransactionThatChangesNothingIsNotCounted() throws {
    try StateOpeningTests.withUsedState { directory in
      let tally = "\(StateStore.path(in: directory)).commits", before = try Files.read(tally)
      let store = try StateStore(directory: directory, mode: .readWrite)
      try store.write { _ = try $0.reader.auditHead() }
      #expect(try Files.read(tally) == before)
    }
  }

  @Test func anUnreadableCountIsNoCount() throws {
    try StateOpeningTests.withUsedState { directory in
      let tally = "\(StateStore.path(in: directory)).commits", whole = try Files.read(tally)
      for index in whole.indices {
        var bytes = whole
        bytes[index] ^= 1
        try Files.create(tally, bytes)
        _ = try StateStore(directory: directory, mode: .readOnly)
      }
    }
  }
}
