import GRDB
public import Kernel

extension StateReader {
  public func object(_ table: TableName, key: String) throws -> ObjectRecord? {
    try Row.fetchOne(database, sql: "SELECT * FROM object WHERE \"table\" = ? AND key = ?", arguments: [table.rawValue, key]).map(
      Self.objectRecord)
  }

  /// The whole inventory of a table, by key.
  public func objects(_ table: TableName) throws -> [ObjectRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM object WHERE \"table\" = ? ORDER BY key", arguments: [table.rawValue]).map(
      Self.objectRecord)
  }

  /// Objects whose key lies in `[from, to)` in byte order, by key.
  public func objects(_ table: TableName, from: String, to: String) throws -> [ObjectRecord] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM object WHERE \"table\" = ? AND key >= ? AND key < ? ORDER BY key",
      arguments: [table.rawValue, from, to]
    ).map(Self.objectRecord)
  }

  /// Objects that the crawl of a date read last, by key.
  public func objects(_ table: TableName, crawledOn date: LogicalDate) throws -> [ObjectRecord] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM object WHERE \"table\" = ? AND crawled_on = ? ORDER BY key",
      arguments: [table.rawValue, date.description]
    ).map(Self.objectRecord)
  }

  /// The objects that hold accepted rows of an event date, and how many each, by key.
  public func objects(_ table: TableName, holding date: LogicalDate) throws -> [(object: ObjectRecord, rows: Int)] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT o.*, d.rows AS date_rows FROM object_date d JOIN object o ON o."table" = d."table" AND o.key = d.key
        WHERE d."table" = ? AND d.date = ? ORDER BY d.key
        """,
      arguments: [table.rawValue, date.description]
    ).map { (try Self.objectRecord($0), $0["date_rows"]) }
  }

  /// Accepted rows of each event date that the inventory holds.
  public func rowsByDate(_ table: TableName) throws -> [LogicalDate: Int] {
    try Row.fetchAll(
      database, sql: "SELECT date, sum(rows) AS rows FROM object_date WHERE \"table\" = ? GROUP BY date", arguments: [table.rawValue]
    ).reduce(into: [:]) { $0[try Self.date($1["date"])] = $1["rows"] }
  }

  /// Accepted rows of each event date in one object.
  public func rowsByDate(_ table: TableName, key: String) throws -> [LogicalDate: Int] {
    try Row.fetchAll(database, sql: "SELECT date, rows FROM object_date WHERE \"table\" = ? AND key = ?", arguments: [table.rawValue, key])
      .reduce(into: [:]) { $0[try Self.date($1["date"])] = $1["rows"] }
  }

  /// The rejected records of one object, in their order.
  public func rejects(_ table: TableName, key: String) throws -> [ObjectReject] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM object_reject WHERE \"table\" = ? AND key = ? ORDER BY ordinal", arguments: [table.rawValue, key]
    ).map(Self.objectReject)
  }

  /// The rejected records of a date (event date where known, else arrival date), by object and position.
  public func rejects(_ table: TableName, date: LogicalDate) throws -> [(key: String, reject: ObjectReject)] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM object_reject WHERE \"table\" = ? AND date = ? ORDER BY key, ordinal",
      arguments: [table.rawValue, date.description]
    ).map { ($0["key"], try Self.objectReject($0)) }
  }

  private static func objectRecord(_ row: Row) throws -> ObjectRecord {
    ObjectRecord(
      table: TableName(row["table"]), key: row["key"], location: row["location"], storageClass: row["storage_class"], bytes: row["bytes"],
      modified: Instant(microseconds: row["modified"]), sha256: Fingerprint(hex: row["sha256"]), rows: row["rows"],
      rejected: row["rejected"],
      crawledOn: try date(row["crawled_on"]))
  }

  private static func objectReject(_ row: Row) throws -> ObjectReject {
    ObjectReject(ordinal: row["ordinal"], offset: row["offset"], reason: row["reason"], detail: row["detail"], date: try date(row["date"]))
  }
}
