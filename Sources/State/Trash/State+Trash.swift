import GRDB
public import Kernel

extension StateReader {
  /// What is in the trash, by batch and key; of one batch when it is named.
  public func trash(batch: String? = nil) throws -> [TrashRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM trash WHERE ?1 IS NULL OR batch = ?1 ORDER BY batch, key", arguments: [batch]).map(
      Self.trashRecord)
  }

  /// What the catalog knows of a crawled object; empty for a key it does not know.
  public func trashDocument(object key: String, of table: TableName) throws -> TrashDocument {
    TrashDocument(
      object: try object(table, key: key),
      dates: try rowsByDate(table, key: key).sorted { $0.key < $1.key }.map { TrashDocument.DateRows(date: $0.key, rows: $0.value) },
      rejects: try rejects(table, key: key))
  }

  static func trashRecord(_ row: Row) throws -> TrashRecord {
    let table: String = row["table"]
    return TrashRecord(
      batch: row["batch"], table: table.isEmpty ? nil : TableName(table), key: row["key"], origin: row["origin"], location: row["location"],
      bytes: row["bytes"], modified: Instant(microseconds: row["modified"]), rule: row["rule"], trashedOn: try date(row["trashed_on"]),
      document: row["document"])
  }
}

extension StateWriter {
  /// Records that something is in the trash, and takes out of the catalog what its document describes. Doing it twice is doing it once.
  public func recordTrash(_ record: TrashRecord) throws {
    let table = record.table?.rawValue ?? ""
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO trash (batch, "table", key, origin, location, bytes, modified, rule, trashed_on, document)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        record.batch, table, record.key, record.origin, record.location, record.bytes, record.modified.microseconds, record.rule,
        record.trashedOn.description, record.document,
      ])
    try manifestDue(record.trashedOn)
    let document = try TrashDocument(encoded: record.document)
    if let partition = document.partition { try removePartition(partition.table, key: partition.key) }
    if let object = document.object { try removeObject(object.table, key: object.key) }
  }

  /// Puts back into the catalog what the trash knows of a key, and forgets its place in the trash. A key that is not there is already back.
  public func restoreTrash(batch: String, key: String) throws {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM trash WHERE batch = ? AND key = ?", arguments: [batch, key]) else {
      return
    }
    let record = try StateReader.trashRecord(row)
    let document = try TrashDocument(encoded: record.document)
    if let partition = document.partition { try setPartition(partition) }
    if let object = document.object {
      try setObject(object, rows: document.dates.reduce(into: [:]) { $0[$1.date] = $1.rows }, rejects: document.rejects)
    }
    try forgetTrash(record)
  }

  /// Forgets one thing whose bytes are gone.
  public func forgetTrash(_ record: TrashRecord) throws {
    try manifestDue(record.trashedOn)
    try database.execute(sql: "DELETE FROM trash WHERE batch = ? AND key = ?", arguments: [record.batch, record.key])
  }

  /// Forgets a batch whose bytes go for good.
  public func forgetTrash(batch: String) throws {
    try database.execute(sql: "INSERT OR IGNORE INTO manifest_due SELECT trashed_on FROM trash WHERE batch = ?", arguments: [batch])
    try database.execute(sql: "DELETE FROM trash WHERE batch = ?", arguments: [batch])
  }
}
