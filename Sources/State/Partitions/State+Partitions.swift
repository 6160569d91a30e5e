import GRDB
public import Kernel

extension StateReader {
  public func partition(_ table: TableName, key: String) throws -> PartitionRecord? {
    try Row.fetchOne(database, sql: "SELECT * FROM partition WHERE \"table\" = ? AND key = ?", arguments: [table.rawValue, key]).map(
      Self.partitionRecord)
  }

  /// All live partitions of a table, by key.
  public func partitions(_ table: TableName) throws -> [PartitionRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM partition WHERE \"table\" = ? ORDER BY key", arguments: [table.rawValue]).map(
      Self.partitionRecord)
  }

  /// Tables with live partitions, by name.
  public func publishedTables() throws -> [TableName] {
    try String.fetchAll(database, sql: "SELECT DISTINCT \"table\" FROM partition ORDER BY 1").map { TableName($0) }
  }

  private static func partitionRecord(_ row: Row) -> PartitionRecord {
    PartitionRecord(
      table: TableName(row["table"]), key: row["key"], path: row["path"], rows: row["rows"], bytes: row["bytes"], manifest: row["manifest"],
      fingerprint: Fingerprint(hex: row["fingerprint"]))
  }
}

extension StateWriter {
  public func setPartition(_ record: PartitionRecord) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO partition (\"table\", key, path, rows, bytes, manifest, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [record.table.rawValue, record.key, record.path, record.rows, record.bytes, record.manifest, record.fingerprint.hex])
    try manifestDue(partition: record.key)
  }

  public func removePartition(_ table: TableName, key: String) throws {
    try database.execute(sql: "DELETE FROM partition WHERE \"table\" = ? AND key = ?", arguments: [table.rawValue, key])
    try manifestDue(partition: key)
  }
}
