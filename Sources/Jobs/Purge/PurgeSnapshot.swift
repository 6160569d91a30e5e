public import Kernel
public import State

/// Everything a purge decides by, as it was at one moment: a value, so that decisions are tested without a disk.
public struct PurgeSnapshot: Hashable, Sendable {
  /// What is purged as one: a delivered object, or the folder of a published partition.
  public struct Unit: Hashable, Sendable {
    /// Why something may not go, whatever its age.
    public enum Block: String, Hashable, Sendable, Codable, CaseIterable {
      case severalPlaces = "several places"
      case notCrawled = "not crawled yet"
      case notCompacted = "not compacted yet"
      case notPublished = "not in the catalog"
    }

    public let key: String
    public let location: String
    public let table: TableName?
    public let bytes: Int
    public let modified: Instant
    public let isPartition: Bool
    public let block: Block?

    public init(
      key: String, location: String? = nil, table: TableName? = nil, bytes: Int, modified: Instant, isPartition: Bool = false,
      block: Block? = nil
    ) {
      self.key = key
      self.location = location ?? key
      self.table = table
      self.bytes = bytes
      self.modified = modified
      self.isPartition = isPartition
      self.block = block
    }
  }

  /// What lies below one rule's prefix.
  public struct Area: Hashable, Sendable {
    public let units: [Unit]
    /// How many objects and partitions the catalog knows there.
    public let catalogued: Int

    public init(units: [Unit], catalogued: Int = 0) {
      self.units = units
      self.catalogued = catalogued
    }
  }

  /// By the rules' prefixes.
  public var areas: [LakePrefix: Area]
  /// All objects of the lake, and their bytes, nightshift's own files left out.
  public var lakeObjects: Int
  public var lakeBytes: Int
  /// Modification time of the newest delivered object; nil when there is none.
  public var newestDelivery: Instant?
  /// The newest moment that a finished run decided with.
  public var newestAsOf: Instant?
  public var trash: [TrashRecord]

  public init(
    areas: [LakePrefix: Area], lakeObjects: Int, lakeBytes: Int, newestDelivery: Instant? = nil, newestAsOf: Instant? = nil,
    trash: [TrashRecord] = []
  ) {
    self.areas = areas
    self.lakeObjects = lakeObjects
    self.lakeBytes = lakeBytes
    self.newestDelivery = newestDelivery
    self.newestAsOf = newestAsOf
    self.trash = trash
  }
}
