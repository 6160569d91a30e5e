import Engines
import Kernel

/// The files of one table as SQL.
struct Relation: Sendable {
  enum Format: Sendable { case parquet, json }

  let table: TableName
  let format: Format
  /// Absolute paths by partition date, oldest first, up to the date under check; each list in byte order.
  let partitions: [(date: LogicalDate, files: [String])]
  let content: DatasetChecks.Content
  let key: [String]
  /// Column types, for JSON files that say them beside; empty: DuckDB finds out.
  let columns: [(name: String, type: String)]

  /// The rows of the partition of `date`.
  func rows(of date: LogicalDate) -> String? {
    partitions.first { $0.date == date }.map { source($0.files) }
  }

  /// The newest row of every key: the newest partition alone where each holds the whole table. Nil when there is none.
  var newest: String? {
    guard let last = partitions.last(where: { !$0.files.isEmpty }) else { return nil }
    if content == .whole || key.isEmpty { return content == .whole ? source(last.files) : source(partitions.flatMap(\.files)) }
    let parts = partitions.filter { !$0.files.isEmpty }.enumerated().map {
      "SELECT *, \($0.offset) AS \"#age\" FROM \(source($0.element.files))"
    }
    let columns = key.map(DuckDB.identifier).joined(separator: ", ")
    return
      "(SELECT * EXCLUDE (\"#age\") FROM (\(parts.joined(separator: " UNION ALL BY NAME "))) QUALIFY row_number() OVER (PARTITION BY \(columns) ORDER BY \"#age\" DESC) = 1)"
  }

  /// Makes the table readable under its own name.
  var view: String? {
    newest.map { rows in
      let schema = DuckDB.identifier(table.zone)
      return
        "CREATE SCHEMA IF NOT EXISTS \(schema); CREATE OR REPLACE VIEW \(schema).\(DuckDB.identifier(table.name)) AS SELECT * FROM \(rows)"
    }
  }

  private func source(_ files: [String]) -> String {
    switch format {
    case .parquet: return "read_parquet(\(DuckDB.list(files)), union_by_name = true, hive_partitioning = false)"
    case .json:
      let types =
        columns.isEmpty
        ? "sample_size = -1"
        : "columns = {\(columns.map { "\(DuckDB.literal($0.name)): \(DuckDB.literal($0.type))" }.joined(separator: ", "))}"
      return "read_json(\(DuckDB.list(files)), format = 'newline_delimited', union_by_name = true, hive_partitioning = false, \(types))"
    }
  }
}
