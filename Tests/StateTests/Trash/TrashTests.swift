import GRDB
import Kernel
import State
import TestSupport
import Testing

/// The catalog's side of the trash: what goes in comes out the same.
struct TrashTests {
  private let table = TableName("raw.domain_events")
  private let key = "domain-events/year=2026/month=01/day=02/hour=03/a.gz"

  private func withCatalog(_ body: (StateStore, DatabaseQueue) throws -> Void) throws {
    try inScratchFolder { folder in
      let store = try StateStore(directory: folder, mode: .readWrite)
      let raw = try DatabaseQueue(path: StateStore.path(in: folder))
      try raw.write { database in
        for name in [key, key + "x"] {
          try database.execute(
            sql: "INSERT INTO object VALUES ('raw.domain_events', ?, ?, 'GLACIER', 10, 1767322800000001, 'abc', 5, 2, '2026-01-03')",
            arguments: [name, ".storage/GLACIER/\(name)"])
          try database.execute(
            sql: "INSERT INTO object_date VALUES ('raw.domain_events', '2026-01-01', ?, 2), ('raw.domain_events', '2026-01-02', ?, 3)",
            arguments: [name, name])
          try database.execute(
            sql:
              "INSERT INTO object_reject VALUES ('raw.domain_events', ?, 4, 100, 'malformed', 'at byte 7', '2026-01-02'), ('raw.domain_events', ?, 6, 190, 'no_id', '', '2026-01-02')",
            arguments: [name, name])
        }
      }
      try body(store, raw)
    }
  }

  private func rows(_ raw: DatabaseQueue) throws -> [String] {
    try raw.read { database in
      try ["object", "object_date", "object_reject", "partition", "trash"].flatMap { name in
        try Row.fetchAll(database, sql: "SELECT * FROM \(name) ORDER BY 1, 2, 3").map { "\(name) \($0)" }
      }
    }
  }

  private func record(_ document: TrashDocument, table: TableName?, key: String) throws -> TrashRecord {
    TrashRecord(
      batch: "2026-02-01-abc", table: table, key: key, origin: key, location: ".nightshift/trash/2026-02-01-abc/\(key)", bytes: 10,
      modified: Instant(seconds: 5), rule: "domain-events/", trashedOn: LogicalDate(daysSinceEpoch: 20_485),
      document: try document.encoded())
  }

  @Test func anObjectsRowsGoAndComeBackAsTheyWere() throws {
    try withCatalog { store, raw in
      let before = try rows(raw)
      let document = try store.read { try $0.trashDocument(object: key, of: table) }
      #expect(document.dates.map(\.rows) == [2, 3] && document.rejects.map(\.ordinal) == [4, 6])
      let record = try record(document, table: table, key: key)
      for _ in 1...2 { try store.write { try $0.recordTrash(record) } }
      let answer1 = try store.read { try $0.trash() }
      #expect(answer1 == [record])
      let answer2 = try store.read { try $0.cataloguedObjects(under: "domain-events/") }
      #expect(answer2.map(\.key) == [key + "x"])
      #expect(try rows(raw).count == before.count - 5 + 1)
      for _ in 1...2 { try store.write { try $0.restoreTrash(batch: record.batch, key: key) } }
      #expect(try rows(raw) == before)
    }
  }

  @Test func aPartitionGoesAndComesBack() throws {
    try withCatalog { store, raw in
      let partition = PartitionRecord(
        table: TableName("curated.events"), key: "2026-01-02", path: "curated/events/year=2026/month=01/day=02", rows: 3, bytes: 9,
        manifest: "{}",
        fingerprint: Fingerprint(hex: "aa"))
      try store.write { try $0.setPartition(partition) }
      let before = try rows(raw)
      let answer3 = try store.read { try $0.partitions(under: "curated/events/") }
      #expect(answer3 == [partition])
      let answer4 = try store.read { try $0.partitions(under: "curated/other/") }
      #expect(answer4 == [])
      let record = try record(TrashDocument(partition: partition), table: partition.table, key: partition.path)
      try store.write { try $0.recordTrash(record) }
      let answer5 = try store.read { try $0.partition(partition.table, key: partition.key) }
      #expect(answer5 == nil)
      try store.write { try $0.restoreTrash(batch: record.batch, key: record.key) }
      #expect(try rows(raw) == before)
    }
  }

  @Test func whatNoTableOwnsTouchesNoCatalogRow() throws {
    try withCatalog { store, raw in
      let before = try rows(raw)
      let record = try record(TrashDocument(), table: nil, key: "backup/domain-events/a.gz")
      try store.write { try $0.recordTrash(record) }
      let answer6 = try store.read { try $0.trash(batch: record.batch) }
      #expect(answer6 == [record])
      let answer7 = try store.read { try $0.trash(batch: "other") }
      #expect(answer7 == [])
      try store.write { try $0.forgetTrash(batch: record.batch) }
      #expect(try rows(raw) == before)
    }
  }

  @Test func datesAndPlacesOfObjectsAreListedByPrefix() throws {
    try withCatalog { store, _ in
      try store.write { try $0.moveObject(table, key: key, to: "elsewhere", storageClass: "DEEP_ARCHIVE") }
      let objects = try store.read { try $0.cataloguedObjects(under: "domain-events/year=2026/") }
      #expect(objects.map(\.location) == ["elsewhere", ".storage/GLACIER/\(key)x"])
      #expect(objects.first?.dates.map(\.description) == ["2026-01-01", "2026-01-02"])
      let answer8 = try store.read { try $0.cataloguedObjects(under: "domain-events/year=2025/") }
      #expect(answer8.isEmpty)
    }
  }
}
