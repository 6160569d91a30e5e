public import Kernel

/// A partition that is live: what readers of its table may read.
public struct PartitionRecord: Hashable, Sendable, Codable {
  public let table: TableName
  /// The logical date for dated tables; a folder for others.
  public let key: String
  /// Relative to the lake's root; absolute for folders outside it, such as reports.
  public let path: String
  public let rows: Int
  public let bytes: Int
  /// The manifest as JSON, for whoever published it to read.
  public let manifest: String
  public let fingerprint: Fingerprint

  public init(table: TableName, key: String, path: String, rows: Int, bytes: Int, manifest: String, fingerprint: Fingerprint) {
    self.table = table
    self.key = key
    self.path = path
    self.rows = rows
    self.bytes = bytes
    self.manifest = manifest
    self.fingerprint = fingerprint
  }
}
