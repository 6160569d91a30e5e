import GRDB
public import Kernel

extension StateWriter {
  /// Replaces everything the inventory knows of the object: its row, its rows per event date, its rejected records.
  public func setObject(_ record: ObjectRecord, rows: [LogicalDate: Int], rejects: [ObjectReject]) throws {
    try removeObject(record.table, key: record.key)
    try manifestDue(record.crawledOn)
    try database.execute(
      sql: """
        INSERT INTO object ("table", key, location, storage_class, bytes, modified, sha256, rows, rejected, crawled_on)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        record.table.rawValue, record.key, record.location, record.storageClass, record.bytes, record.modified.microseconds,
        record.sha256.hex,
        record.rows, record.rejected, record.crawledOn.description,
      ])
    for (date, count) in rows.sorted(by: { $0.key < $1.key }) where count > 0 {
      try database.execute(
        sql: "INSERT INTO object_date (\"table\", date, key, rows) VALUES (?, ?, ?, ?)",
        arguments: [record.table.rawValue, date.description, record.key, count])
    }
    for reject in rejects {
      try database.execute(
        sql: "INSERT INTO object_reject (\"table\", key, ordinal, offset, reason, detail, date) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          record.table.rawValue, record.key, reject.ordinal, reject.offset, reject.reason, reject.detail, reject.date.description,
        ])
    }
  }

  /// Forgets the object, its rows per date and its rejected records.
  public func removeObject(_ table: TableName, key: String) throws {
    let arguments: StatementArguments = [table.rawValue, key]
    try manifestDue(crawlOf: table, key: key)
    try database.execute(sql: "DELETE FROM object WHERE \"table\" = ? AND key = ?", arguments: arguments)
    try database.execute(sql: "DELETE FROM object_date WHERE \"table\" = ? AND key = ?", arguments: arguments)
    try database.execute(sql: "DELETE FROM object_reject WHERE \"table\" = ? AND key = ?", arguments: arguments)
  }

  /// Notes where the object's bytes are now; what it holds is unchanged.
  public func moveObject(_ table: TableName, key: String, to location: String, storageClass: String) throws {
    try manifestDue(crawlOf: table, key: key)
    try database.execute(
      sql: "UPDATE object SET location = ?, storage_class = ? WHERE \"table\" = ? AND key = ?",
      arguments: [location, storageClass, table.rawValue, key])
  }

  /// The manifest of the date on which the object was crawled describes it.
  private func manifestDue(crawlOf table: TableName, key: String) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO manifest_due SELECT crawled_on FROM object WHERE \"table\" = ? AND key = ?",
      arguments: [table.rawValue, key])
  }
}
