import GRDB
public import Kernel

extension StateReader {
  /// The newest version of a table's schema.
  public func schema(_ table: TableName) throws -> SchemaVersionRecord? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM schema_version WHERE \"table\" = ? ORDER BY version DESC LIMIT 1", arguments: [table.rawValue]
    )
    .map(Self.schemaRecord)
  }

  /// Every version of a table's schema, oldest first.
  public func schemas(_ table: TableName) throws -> [SchemaVersionRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM schema_version WHERE \"table\" = ? ORDER BY version", arguments: [table.rawValue])
      .map(Self.schemaRecord)
  }

  private static func schemaRecord(_ row: Row) throws -> SchemaVersionRecord {
    SchemaVersionRecord(
      table: TableName(row["table"]), version: row["version"], date: try date(row["date"]), columns: row["columns"], events: row["events"],
      diff: row["diff"])
  }
}

extension StateWriter {
  /// Adds the next version of a table's schema and returns its number.
  @discardableResult
  public func addSchema(_ table: TableName, on date: LogicalDate, columns: String, events: String, diff: String) throws -> Int {
    let version = (try reader.schema(table)?.version ?? 0) + 1
    try database.execute(
      sql: "INSERT INTO schema_version (\"table\", version, date, columns, events, diff) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [table.rawValue, version, date.description, columns, events, diff])
    try manifestDue(date)
    return version
  }

  /// Replaces the diff of a version: its counts are completed as the rest of the dates it counts comes in.
  public func amendSchema(_ table: TableName, version: Int, diff: String) throws {
    try database.execute(
      sql: "UPDATE schema_version SET diff = ? WHERE \"table\" = ? AND version = ?", arguments: [diff, table.rawValue, version])
    try database.execute(
      sql: "INSERT OR IGNORE INTO manifest_due SELECT date FROM schema_version WHERE \"table\" = ? AND version = ?",
      arguments: [table.rawValue, version])
  }
}
