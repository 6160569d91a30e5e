public import Kernel

/// One raw object that a crawl has read.
public struct ObjectRecord: Hashable, Sendable, Codable {
  public let table: TableName
  /// Where it was delivered, relative to the lake's root: its name for good.
  public let key: String
  /// Where its bytes are now; differs from `key` after a change of storage class.
  public let location: String
  public let storageClass: String
  /// Of the object as it was read, compressed.
  public let bytes: Int
  public let modified: Instant
  public let sha256: Fingerprint
  /// Accepted records of all event dates.
  public let rows: Int
  /// Records that were rejected.
  public let rejected: Int
  /// The date of the crawl that read it last.
  public let crawledOn: LogicalDate

  public init(
    table: TableName, key: String, location: String, storageClass: String = "STANDARD", bytes: Int, modified: Instant, sha256: Fingerprint,
    rows: Int,
    rejected: Int, crawledOn: LogicalDate
  ) {
    self.table = table
    self.key = key
    self.location = location
    self.storageClass = storageClass
    self.bytes = bytes
    self.modified = modified
    self.sha256 = sha256
    self.rows = rows
    self.rejected = rejected
    self.crawledOn = crawledOn
  }
}
