public import Kernel

/// A delivered object as the lake's folders and the catalog show it at one moment.
public struct LakeObject: Hashable, Sendable, Codable {
  /// Where it was delivered, whatever its storage class.
  public let key: String
  /// Where its bytes are, relative to the lake's root.
  public let location: String
  public let storageClass: StorageClass
  public let bytes: Int
  public let modified: Instant
  /// The catalog's table; nil for an object that no crawl has recorded.
  public let table: TableName?
  /// The date of the crawl that read it last; nil for an object that no crawl has recorded.
  public let crawledOn: LogicalDate?
  /// Event dates of its accepted rows, as the crawl counted them.
  public let dates: [LogicalDate]

  public init(
    key: String, location: String, storageClass: StorageClass, bytes: Int, modified: Instant, table: TableName? = nil,
    crawledOn: LogicalDate? = nil,
    dates: [LogicalDate] = []
  ) {
    self.key = key
    self.location = location
    self.storageClass = storageClass
    self.bytes = bytes
    self.modified = modified
    self.table = table
    self.crawledOn = crawledOn
    self.dates = dates
  }
}
