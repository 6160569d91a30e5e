import Drivers
import GRDB
import Kernel
import State
import TestSupport
import Testing

/// A used state folder whose file is gone, cut off, foreign or damaged is refused for reading and for writing; a new one starts.
struct StateOpeningTests {
  /// A folder as a run leaves it: one audit entry, anchored, at rest.
  static func withUsedState(_ body: (String) throws -> Void) throws {
    try inScratchFolder { folder in
      let directory = "\(folder)/state"
      try makeUsed(directory)
      try body(directory)
    }
  }

  private static func makeUsed(_ directory: String) throws {
    let store = try StateStore(directory: directory, mode: .readWrite)
    try store.write { writer in
      _ = try writer.appendAudit([AuditEntry(at: Instant(seconds: 1), action: "purge.trash", subject: "p@2026-01-01", facts: [:])])
      for index in 0..<200 {
        try writer.setWatermark(JobName("extract"), "orders", on: LogicalDate(daysSinceEpoch: 20_000 + index), "value \(index)")
      }
    }
    try store.anchorAudit()
    store.rest()
  }

  static func expectRefusal(_ directory: String, _ code: Code, _ comment: Comment? = nil, lake: String? = nil) {
    for mode in [StateStore.Mode.readOnly, .readWrite] {
      let failure = #expect(throws: Failure.self, comment) { try StateStore(directory: directory, mode: mode, lake: lake) }
      #expect(failure?.code == code, comment)
      #expect(failure?.message.contains(StateStore.path(in: directory)) ?? false, comment)
      #expect(failure?.hint?.contains("nightshift state rebuild") ?? false, comment)
    }
  }

  @Test func aNewFolderStarts() throws {
    try inScratchFolder { folder in
      _ = try StateStore(directory: "\(folder)/read", mode: .readOnly).read { try $0.catalogDump() }
      #expect(!Files.exists("\(folder)/read"))
      _ = try StateStore(directory: "\(folder)/write", mode: .readWrite)
      #expect(FileStatus(StateStore.path(in: "\(folder)/write"))?.permissions == 0o640)
    }
  }

  @Test func anEmptyFileInANewFolderIsANewFile() throws {
    try inScratchFolder { folder in
      try Files.createPrivate("\(folder)/nightshift.sqlite")
      _ = try StateStore(directory: folder, mode: .readWrite).write {
        try $0.setWatermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: 1), "c")
      }
    }
  }

  @Test func aFileAtRestIsOneFileAndItsSeal() throws {
    try Self.withUsedState { directory in
      #expect(
        try Files.children(directory).map(\.name) == [
          "audit.head", "nightshift.sqlite", "nightshift.sqlite.commits", "nightshift.sqlite.seal",
        ])
      #expect(try StateStore(directory: directory, mode: .readOnly).read { try $0.auditHead().sequence } == 1)
      // The next writer takes the seal off before it changes anything, and only then.
      let store = try StateStore(directory: directory, mode: .readWrite)
      #expect(Files.exists("\(directory)/nightshift.sqlite.seal"))
      try store.write { try $0.setWatermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: 1), "c") }
      #expect(!Files.exists("\(directory)/nightshift.sqlite.seal"))
    }
  }

  @Test(arguments: [false, true]) func aMissingOrEmptyFileOfAUsedFolderIsRefused(_ isEmpty: Bool) throws {
    try Self.withUsedState { directory in
      let path = StateStore.path(in: directory)
      try Files.remove(path)
      if isEmpty { try Files.createPrivate(path) }
      Self.expectRefusal(directory, 5013)
      #expect(isEmpty == Files.exists(path))
    }
  }

  /// Each of these alone says that there was a state.
  @Test(arguments: [
    "audit.head", "nightshift.sqlite-wal", "nightshift.sqlite.commits", "nightshift.sqlite.damaged-1", "nightshift.sqlite.v1", "logs/x",
    "backups/nightshift-2026-01-01T02:00:00Z.sqlite",
  ])
  func everyTraceOfUseCounts(_ name: String) throws {
    try inScratchFolder { folder in
      try Files.makeDirectory(Files.directory(of: "\(folder)/\(name)"))
      try Files.create("\(folder)/\(name)", Array("x".utf8))
      Self.expectRefusal(folder, 5013)
    }
  }

  @Test func aLakeWithManifestsCountsWhereItIsKnown() throws {
    try inScratchFolder { folder in
      try Files.makeDirectory("\(folder)/lake/.nightshift/manifests")
      Self.expectRefusal("\(folder)/state", 5013, lake: "\(folder)/lake/.nightshift/manifests")
      _ = try StateStore(directory: "\(folder)/state", mode: .readWrite)
    }
  }

  @Test func theNewestBackupIsNamed() throws {
    try Self.withUsedState { directory in
      try Files.makeDirectory("\(directory)/backups")
      for day in ["01", "02"] { try Files.create("\(directory)/backups/nightshift-2026-01-\(day)T02:00:00Z.sqlite", Array("x".utf8)) }
      try Files.remove(StateStore.path(in: directory))
      let failure = #expect(throws: Failure.self) { try StateStore(directory: directory, mode: .readOnly) }
      #expect(
        failure?.hint?.contains("cp \(directory)/backups/nightshift-2026-01-02T02:00:00Z.sqlite \(directory)/nightshift.sqlite") ?? false)
    }
  }

  @Test func aFileCutOffAnywhereIsRefused() throws {
    try Self.withUsedState { directory in
      let path = StateStore.path(in: directory), whole = try Files.read(path)
      for part in 1..<20 {
        let bytes = Array(whole[..<(whole.count * part / 20)])
        try Files.create(path, bytes)
        Self.expectRefusal(directory, 5014, "at \(bytes.count) of \(whole.count)")
        // The same without a seal: the header says how long it should be.
        try Files.rename("\(directory)/nightshift.sqlite.seal", to: "\(directory)/aside")
        Self.expectRefusal(directory, 5014, "unsealed, at \(bytes.count) of \(whole.count)")
        try Files.rename("\(directory)/aside", to: "\(directory)/nightshift.sqlite.seal")
      }
      try Files.create(path, whole)
      _ = try StateStore(directory: directory, mode: .readWrite)
    }
  }

  @Test func oneFlippedBitAnywhereIsRefused() throws {
    try Self.withUsedState { directory in
      let path = StateStore.path(in: directory), whole = try Files.read(path)
      var random: UInt64 = 20_261_124
      for _ in 0..<100 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let bit = Int(random >> 33) % (whole.count * 8)
        var bytes = whole
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        try Files.create(path, bytes)
        Self.expectRefusal(directory, 5014, "bit \(bit)")
      }
    }
  }

  @Test func anotherSQLiteFileIsRefused() throws {
    try Self.withUsedState { directory in
      let path = StateStore.path(in: directory)
      for name in [path, "\(path).seal"] { try Files.remove(name) }
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
      Self.expectRefusal(directory, 5014)
      try Files.create(
        path,
        Array("not a database, but long enough to be taken for one by a program that does not look".utf8)
          + [UInt8](repeating: 0, count: 100))
      Self.expectRefusal(directory, 5014)
    }
  }

  @Test func aNewerFileIsRefused() throws {
    try Self.withUsedState { directory in
      try Files.remove("\(StateStore.path(in: directory)).seal")
      try DatabaseQueue(path: StateStore.path(in: directory)).write { try $0.execute(sql: "PRAGMA user_version = 1000") }
      for mode in [StateStore.Mode.readOnly, .readWrite] {
        let failure = #expect(throws: Failure.self) { try StateStore(directory: directory, mode: mode) }
        #expect(failure?.code == 5011)
      }
    }
  }

  @Test(arguments: ["delete", "replace", "delete log"]) func aFileThatGoesWhileItIsOpenIsNoticedAtTheNextCommit(_ how: String) throws {
    try Self.withUsedState { directory in
      let store = try StateStore(directory: directory, mode: .readWrite), path = StateStore.path(in: directory)
      func commit() throws { try store.write { try $0.setWatermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: 1), "c") } }
      try commit()
      try Files.rename(how == "delete log" ? "\(path)-wal" : path, to: "\(directory)/away")
      if how == "replace" { try Files.create(path, try Files.read("\(directory)/away")) }
      #expect(#expect(throws: Failure.self) { try commit() }?.code == 5015)
      // Not even when it comes back: what was committed in between is anybody's guess.
      try Files.rename("\(directory)/away", to: how == "delete log" ? "\(path)-wal" : path)
      #expect(#expect(throws: Failure.self) { try commit() }?.code == 5015)
      store.rest()
      #expect(!Files.exists("\(path).seal"))
    }
  }

  @Test func aLockIsWaitedForAndThenNamed() throws {
    try Self.withUsedState { directory in
      let other = try DatabaseQueue(path: StateStore.path(in: directory))
      try other.inDatabase { database in
        try database.execute(sql: "BEGIN IMMEDIATE")
        let failure = #expect(throws: Failure.self) {
          try StateStore(directory: directory, mode: .readWrite, patience: Span(microseconds: 1000))
        }
        #expect(failure?.code == 5016 && failure?.retry == .backoff)
        // Readers are not kept out.
        #expect(try StateStore(directory: directory, mode: .readOnly).read { try $0.auditHead().sequence } == 1)
        try database.execute(sql: "COMMIT")
      }
      _ = try StateStore(directory: directory, mode: .readWrite, patience: Span(microseconds: 1000))
    }
  }

  @Test func anOlderCopyIsRefusedByTheAnchor() throws {
    try Self.withUsedState { directory in
      let path = StateStore.path(in: directory), old = try Files.read(path)
      let store = try StateStore(directory: directory, mode: .readWrite)
      try store.write {
        _ = try $0.appendAudit([AuditEntry(at: Instant(seconds: 2), action: "purge.erase", subject: "p@2026-01-02", facts: [:])])
      }
      try store.anchorAudit()
      store.rest()
      for name in ["seal", "commits"] { try Files.remove("\(path).\(name)") }
      try Files.create("\(directory)/copy", old)
      try Files.rename("\(directory)/copy", to: path)
      let failure = #expect(throws: Failure.self) { try StateStore(directory: directory, mode: .readWrite) }
      #expect(failure?.code == 5017)
      // It can be looked at: `audit verify` says what is missing.
      #expect(try StateStore(directory: directory, mode: .readOnly).read { try $0.auditHead().sequence } == 1)
    }
  }

  @Test func aRestoredCopyBesideTheLogOfAnotherFileIsRefused() throws {
    try Self.withUsedState { directory in
      let path = StateStore.path(in: directory)
      let store = try StateStore(directory: directory, mode: .readWrite)
      try store.write { try $0.setWatermark(JobName("a"), "b", on: LogicalDate(daysSinceEpoch: 1), "c") }
      let log = try Files.read("\(path)-wal")
      try inScratchFolder { other in
        for name in ["nightshift.sqlite", "audit.head"] { try Files.create("\(other)/\(name)", try Files.read("\(directory)/\(name)")) }
        let plain = try DatabaseQueue(path: "\(other)/nightshift.sqlite")
        try plain.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try plain.close()
        try Files.create("\(other)/nightshift.sqlite-wal", log)
        let failure = #expect(throws: Failure.self) { try StateStore(directory: other, mode: .readWrite) }
        #expect(failure?.code == 5014 && failure?.hint?.contains("rm -f \(other)/nightshift.sqlite-wal") ?? false)
        try Files.remove("\(other)/nightshift.sqlite-wal")
        _ = try StateStore(directory: other, mode: .readWrite)
      }
    }
  }
}
