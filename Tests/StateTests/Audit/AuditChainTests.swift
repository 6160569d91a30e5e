import Drivers
import GRDB
import Kernel
import State
import TestSupport
import Testing

/// The audit log against somebody who can write the state file.
struct AuditChainTests {
  private static let length = 200

  private static func entry(_ index: Int) -> AuditEntry {
    AuditEntry(
      at: Instant(seconds: 1_767_225_600 + index), action: index % 2 == 0 ? "purge.trash" : "lifecycle.transition",
      subject: "purge_lake@2026-01-01",
      facts: ["rule": "domain-events/", "objects": "\(index)", "bytes": "\(index * 7)"])
  }

  /// A log of 200 entries, its head, and a way to tamper with it as anybody with the file could.
  private static func withLog(_ body: (StateStore, AuditHead, DatabaseQueue) throws -> Void) throws {
    try inScratchFolder { folder in
      let store = try StateStore(directory: folder, mode: .readWrite)
      try store.write { writer in
        for index in 1...length { try writer.appendAudit([entry(index)]) }
      }
      let raw = try DatabaseQueue(path: StateStore.path(in: folder))
      try body(store, try store.read { try $0.auditHead() }, raw)
    }
  }

  @Test func anUntouchedLogIsWhole() throws {
    try Self.withLog { store, head, _ in
      #expect(head.sequence == Self.length)
      let answer1 = try store.read { try $0.verifyAudit() }
      #expect(answer1 == nil)
      let answer2 = try store.read { try $0.verifyAudit(expecting: head) }
      #expect(answer2 == nil)
      let answer3 = try store.read { try $0.auditEntries() }
      #expect(answer3.map(\.entry) == (1...Self.length).map(Self.entry))
      let answer4 = try store.read { try $0.auditEntries(from: 199) }
      #expect(answer4.map(\.sequence) == [199, 200])
    }
  }

  /// The format, worked out by hand: SHA-256 of 64 zeros, a newline and the entry's JSON.
  @Test func theFirstLinkIsTheDocumentedHash() throws {
    try inScratchFolder { folder in
      let store = try StateStore(directory: folder, mode: .readWrite)
      let entry = AuditEntry(
        at: Instant(seconds: 1), action: "purge.erase", subject: "purge_lake@2026-01-01", facts: ["objects": "2", "batch": "b"])
      let head = try store.write { try $0.appendAudit([entry]) }
      let json =
        #"{"action":"purge.erase","at":{"microseconds":1000000},"facts":{"batch":"b","objects":"2"},"subject":"purge_lake@2026-01-01"}"#
      #expect(head.hash == SHA256.of(String(repeating: "0", count: 64) + "\n" + json))
    }
  }

  @Test func appendingOneByOneOrTogetherGivesOneChain() throws {
    try inScratchFolder { folder in
      let one = try StateStore(directory: "\(folder)/one", mode: .readWrite),
        all = try StateStore(directory: "\(folder)/all", mode: .readWrite)
      for index in 1...5 { try one.write { _ = try $0.appendAudit([Self.entry(index)]) } }
      try all.write { _ = try $0.appendAudit((1...5).map(Self.entry)) }
      let heads = (try one.read { try $0.auditHead() }, try all.read { try $0.auditHead() })
      #expect(heads.0 == heads.1)
    }
  }

  @Test(arguments: ["alter", "alter hash", "delete", "insert", "swap"])
  func tamperingIsFoundAtEveryPosition(_ attack: String) throws {
    try Self.withLog { store, head, raw in
      for position in 1...Self.length where attack != "swap" || position < Self.length {
        try raw.write { database in
          switch attack {
          case "alter":
            try database.execute(
              sql: "UPDATE audit SET entry = replace(entry, 'domain-events/', 'domain-eventz/') WHERE sequence = ?", arguments: [position])
          case "alter hash":
            try database.execute(sql: "UPDATE audit SET hash = ? WHERE sequence = ?", arguments: [SHA256.of("x\(position)").hex, position])
          case "delete": try database.execute(sql: "DELETE FROM audit WHERE sequence = ?", arguments: [position])
          case "insert":
            for sequence in (position...Self.length).reversed() {
              try database.execute(sql: "UPDATE audit SET sequence = ? WHERE sequence = ?", arguments: [sequence + 1, sequence])
            }
            try database.execute(
              sql: "INSERT INTO audit (sequence, entry, hash) SELECT ?, entry, hash FROM audit WHERE sequence = 201", arguments: [position])
          default:
            try database.execute(sql: "UPDATE audit SET sequence = -1 WHERE sequence = ?", arguments: [position])
            try database.execute(sql: "UPDATE audit SET sequence = ? WHERE sequence = ?", arguments: [position, position + 1])
            try database.execute(sql: "UPDATE audit SET sequence = ? WHERE sequence = -1", arguments: [position + 1])
          }
        }
        let found = try store.read { try $0.verifyAudit(expecting: head) }
        // The copy inserted before the last entry is the last entry itself: the one behind it is the first that is wrong.
        let expected: Int? = attack == "insert" && position == Self.length ? position + 1 : position
        #expect(found == expected, "\(attack) at \(position)")
        try Self.restore(raw)
      }
    }
  }

  @Test func aCutTailShowsOnlyAgainstTheAnchor() throws {
    try Self.withLog { store, head, raw in
      for kept in (0..<Self.length).reversed() {
        try raw.write { try $0.execute(sql: "DELETE FROM audit WHERE sequence > ?", arguments: [kept]) }
        let answer5 = try store.read { try $0.verifyAudit() }
        #expect(answer5 == nil)
        let answer6 = try store.read { try $0.verifyAudit(expecting: head) }
        #expect(answer6 == kept + 1)
      }
    }
  }

  @Test func aLogWrittenAnewShowsAgainstTheAnchor() throws {
    try Self.withLog { store, head, raw in
      try raw.write { try $0.execute(sql: "DELETE FROM audit") }
      try store.write { _ = try $0.appendAudit((2...Self.length + 5).map(Self.entry)) }
      let answer7 = try store.read { try $0.verifyAudit() }
      #expect(answer7 == nil)
      let answer8 = try store.read { try $0.verifyAudit(expecting: head) }
      #expect(answer8 == head.sequence)
    }
  }

  @Test func theAnchorIsReadBackAndItsDamageIsSaid() throws {
    try inScratchFolder { folder in
      let store = try StateStore(directory: folder, mode: .readWrite)
      #expect(try store.anchoredAuditHead() == nil)
      #expect(try store.anchorAudit() == .start)
      try store.write { _ = try $0.appendAudit([Self.entry(1)]) }
      let head = try store.anchorAudit()
      #expect(head.sequence == 1)
      #expect(try store.anchoredAuditHead() == head)
      try Files.write(Array("1 abc\n".utf8), to: store.auditAnchorPath)
      let failure = #expect(throws: Failure.self) { try store.anchoredAuditHead() }
      #expect(failure?.code == 5012)
    }
  }

  private static func restore(_ raw: DatabaseQueue) throws {
    try raw.write { database in
      try database.execute(sql: "DELETE FROM audit")
      _ = try pristine.reduce(into: 0) { count, row in
        count += 1
        try database.execute(sql: "INSERT INTO audit (sequence, entry, hash) VALUES (?, ?, ?)", arguments: [count, row.0, row.1])
      }
    }
  }

  /// The rows of an untouched log.
  private static let pristine: [(String, String)] = {
    var rows: [(String, String)] = []
    try? withLog { _, _, raw in
      rows = try raw.read { try Row.fetchAll($0, sql: "SELECT entry, hash FROM audit ORDER BY sequence").map { ($0["entry"], $0["hash"]) } }
    }
    return rows
  }()
}
