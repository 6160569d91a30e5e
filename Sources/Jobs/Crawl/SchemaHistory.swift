import Catalog
import Kernel
import State

/// Writes schema versions, and completes what earlier ones count.
///
/// A version counts the values that brought each change, by event date. The crawl that first meets a change rarely sees all of its first day, so
/// later crawls add what they read of the dates it counted.
struct SchemaHistory {
  let table: TableName
  /// Columns that come first.
  let leading: [String]

  func record(_ findings: CrawlFindings, _ diff: SchemaDiff, on date: LogicalDate, _ writer: StateWriter) throws {
    let versions = try writer.reader.schemas(table)
    for version in versions { try complete(version, findings, writer) }
    let stored = try versions.last.map { try EventSchema(json: $0.events) }
    let joined = (stored ?? EventSchema()).joined(with: findings.schema)
    guard joined != stored, !joined.events.isEmpty else { return }
    try writer.addSchema(
      table, on: date, columns: try SortedJSON.encode(joined.columns(first: leading)), events: joined.json,
      diff: try SortedJSON.encode(diff.changes))
  }

  private func complete(_ version: SchemaVersionRecord, _ findings: CrawlFindings, _ writer: StateWriter) throws {
    let changes: [SchemaChange] = try SortedJSON.decode(version.diff)
    let completed = changes.map { $0.counting(findings.seen) }
    if completed != changes { try writer.amendSchema(table, version: version.version, diff: try SortedJSON.encode(completed)) }
  }
}
