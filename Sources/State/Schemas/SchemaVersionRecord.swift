public import Kernel

/// One version of a table's schema, as the crawl that found it recorded it. The documents are JSON that the catalog writes and reads.
public struct SchemaVersionRecord: Hashable, Sendable, Codable {
  public let table: TableName
  /// From 1.
  public let version: Int
  /// The date of the crawl.
  public let date: LogicalDate
  /// The table's columns, in order.
  public let columns: String
  /// What each event type holds.
  public let events: String
  /// How it differs from the version before; empty for the first.
  public let diff: String
}
