import GRDB
public import Kernel

extension StateReader {
  /// What is in the trash, by batch and key; of one batch when it is named.
  public func trash(batch: String? = nil) throws -> [TrashRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM trash WHERE ?1 IS NULL OR batch = ?1 ORDER BY batch, key", arguments: [batch]).map(Self.trashRecord)
  }

  /// What the catalog knows of a crawled object; empty for a key it does not know.
  public func trashDocument(object key: String, of table: TableName) throws -> TrashDocument {
    let arguments: StatementArguments = [table.rawValue, key]
    var document = TrashDocument()
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM object WHERE \"table\" = ? AND key = ?", arguments: arguments) else { return document }
    document.object = TrashDocument.Object(
      location: row["location"], storageClass: row["storage_class"], bytes: row["bytes"], modified: Instant(microseconds: row["modified"]),
      sha256: row["sha256"], rows: row["rows"], rejected: row["rejected"], crawledOn: row["crawled_on"])
    document.dates = try Row.fetchAll(
      database, sql: "SELECT date, rows FROM object_date WHERE \"table\" = ? AND key = ? ORDER BY date", arguments: arguments
    ).map { TrashDocument.DateRows(date: $0["date"], rows: $0["rows"]) }
    document.rejects = try Row.fetchAll(
      database, sql: "SELECT * FROM object_reject WHERE \"table\" = ? AND key = ? ORDER BY ordinal", arguments: arguments
    ).map {
      TrashDocument.Reject(ordinal: $0["ordinal"], offset: $0["offset"], reason: $0["reason"], detail: $0["detail"], date: $0["date"])
    }
    return document
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
    let document = try TrashDocument(encoded: record.document)
    if let partition = document.partition { try removePartition(partition.table, key: partition.key) }
    for name in ["object", "object_date", "object_reject"] where document.object != nil {
      try database.execute(sql: "DELETE FROM \(name) WHERE \"table\" = ? AND key = ?", arguments: [table, record.key])
    }
  }

  /// Puts back into the catalog what the trash knows of a key, and forgets its place in the trash. A key that is not there is already back.
  public func restoreTrash(batch: String, key: String) throws {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM trash WHERE batch = ? AND key = ?", arguments: [batch, key]) else { return }
    let record = try StateReader.trashRecord(row)
    let document = try TrashDocument(encoded: record.document)
    if let partition = document.partition { try setPartition(partition) }
    if let table = record.table?.rawValue, let object = document.object {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO object ("table", key, location, storage_class, bytes, modified, sha256, rows, rejected, crawled_on)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          table, key, object.location, object.storageClass, object.bytes, object.modified.microseconds, object.sha256, object.rows, object.rejected,
          object.crawledOn,
        ])
      for day in document.dates {
        try database.execute(
          sql: "INSERT OR REPLACE INTO object_date (\"table\", date, key, rows) VALUES (?, ?, ?, ?)", arguments: [table, day.date, key, day.rows])
      }
      for reject in document.rejects {
        try database.execute(
          sql: "INSERT OR REPLACE INTO object_reject (\"table\", key, ordinal, offset, reason, detail, date) VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [table, key, reject.ordinal, reject.offset, reject.reason, reject.detail, reject.date])
      }
    }
    try database.execute(sql: "DELETE FROM trash WHERE batch = ? AND key = ?", arguments: [batch, key])
  }

  /// Forgets a batch whose bytes go for good.
  public func forgetTrash(batch: String) throws { try database.execute(sql: "DELETE FROM trash WHERE batch = ?", arguments: [batch]) }

  /// Where a crawled object's bytes are now.
  public func setLocation(_ location: String, storageClass: String, ofObject key: String, in table: TableName) throws {
    try database.execute(
      sql: "UPDATE object SET location = ?, storage_class = ? WHERE \"table\" = ? AND key = ?", arguments: [location, storageClass, table.rawValue, key])
  }
}
