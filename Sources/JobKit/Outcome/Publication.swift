public import Kernel

/// A staged folder that is to become a live one, whole.
public struct Publication: Hashable, Sendable {
  public let table: TableName
  /// The partition's key in the catalog: the logical date for dated tables.
  public let key: String
  /// Where it will live: relative to the lake's root, or absolute (a report).
  public let target: String
  /// Absolute; below the attempt's staging folder.
  public let staged: String
  public let rows: Int

  public init(table: TableName, key: String, target: String, staged: String, rows: Int) {
    self.table = table
    self.key = key
    self.target = target
    self.staged = staged
    self.rows = rows
  }
}
