import GRDB
import Kernel

/// A table of the catalog whose rows belong to dates, and how to find those of one date.
struct ManifestTable {
  let name: String
  /// The key, without the date.
  let order: String
  /// A condition with two arguments, the jobs as JSON and the date. Where the key begins with the job, the jobs are named, so that the key is used.
  let condition: String

  /// In the order they are restored.
  static let all = [
    ManifestTable(name: "check_result", order: "job, dataset, name", condition: "job IN (SELECT value FROM json_each(?1)) AND date = ?2"),
    ManifestTable(
      name: "edge_count", order: "job, \"table\", edge, reason", condition: "job IN (SELECT value FROM json_each(?1)) AND date = ?2"),
    ManifestTable(name: "object", order: "\"table\", key", condition: "crawled_on = ?2"),
    ManifestTable(name: "object_date", order: "\"table\", date, key", condition: ofCrawl),
    ManifestTable(name: "object_reject", order: "\"table\", key, ordinal", condition: ofCrawl),
    ManifestTable(name: "schema_version", order: "\"table\", version", condition: "date = ?2"),
    ManifestTable(name: "score", order: "job, dataset", condition: "job IN (SELECT value FROM json_each(?1)) AND date = ?2"),
    ManifestTable(name: "trash", order: "batch, key", condition: "trashed_on = ?2"),
    ManifestTable(name: "watermark", order: "job, name", condition: "job IN (SELECT value FROM json_each(?1)) AND date = ?2"),
  ]

  private static let ofCrawl = """
    ("table", key) IN (SELECT "table", key FROM object WHERE crawled_on = ?2)
    """

  func rows(_ database: Database, jobs: String, _ date: String) throws -> [[String: ManifestValue]] {
    let statement = try database.cachedStatement(sql: "SELECT * FROM \(name) WHERE \(condition) ORDER BY \(order)")
    return try Row.fetchAll(statement, arguments: [jobs, date]).map(Self.values)
  }

  static func values(_ row: Row) throws -> [String: ManifestValue] {
    try Dictionary(row.map { ($0, try ManifestValue($1)) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Throws: an error for a column that the table does not have.
  static func insert(_ row: [String: ManifestValue], into name: String, _ database: Database) throws {
    let columns = try database.columns(in: name).map(\.name).filter { row[$0] != nil }
    guard columns.count == row.count else { throw DatabaseError(message: "a row of \(name) has columns that the table has not") }
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try database.cachedStatement(sql: "INSERT OR REPLACE INTO \(name) (\(list)) VALUES (\(marks))").execute(
      arguments: StatementArguments(columns.map { row[$0]?.databaseValue ?? .null }))
  }
}
