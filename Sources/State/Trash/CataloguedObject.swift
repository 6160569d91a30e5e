import GRDB
public import Kernel

/// A row of the object inventory, as far as moving and purging need it.
public struct CataloguedObject: Hashable, Sendable {
  public let table: TableName
  public let key: String
  public let location: String
  /// The date of the crawl that read it last.
  public let crawledOn: LogicalDate
  /// Event dates it holds accepted rows of.
  public let dates: [LogicalDate]
}

extension StateReader {
  /// All crawled objects whose key begins with `prefix`, by key in byte order.
  public func cataloguedObjects(under prefix: String) throws -> [CataloguedObject] {
    var dates: [String: [LogicalDate]] = [:]
    let days = try Row.fetchCursor(
      database,
      sql:
        "SELECT \"table\", hex(key) AS name, date FROM object_date WHERE substr(CAST(key AS BLOB), 1, ?1) = CAST(?2 AS BLOB) ORDER BY date",
      arguments: [prefix.utf8.count, prefix])
    while let row = try days.next() {
      dates["\(row["table"] as String) \(row["name"] as String)", default: []].append(try Self.date(row["date"]))
    }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT "table", key, hex(key) AS name, location, crawled_on FROM object WHERE substr(CAST(key AS BLOB), 1, ?1) = CAST(?2 AS BLOB) ORDER BY key, "table"
        """,
      arguments: [prefix.utf8.count, prefix]
    ).map { row in
      let table: String = row["table"], name: String = row["name"]
      return CataloguedObject(
        table: TableName(table), key: row["key"], location: row["location"], crawledOn: try Self.date(row["crawled_on"]),
        dates: dates["\(table) \(name)"] ?? [])
    }
  }

  /// All live partitions whose folder lies below `prefix`, by folder.
  public func partitions(under prefix: String) throws -> [PartitionRecord] {
    try publishedTables().flatMap { try partitions($0) }.filter { $0.path.utf8.starts(with: prefix.utf8) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
