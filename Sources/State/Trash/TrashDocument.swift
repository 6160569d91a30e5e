public import Kernel

/// What the catalog knew of something that went to the trash: everything undo needs to make the catalog as it was.
public struct TrashDocument: Hashable, Sendable, Codable {
  /// A row of the object inventory.
  public struct Object: Hashable, Sendable, Codable {
    public let location: String
    public let storageClass: String
    public let bytes: Int
    public let modified: Instant
    public let sha256: String
    public let rows: Int
    public let rejected: Int
    public let crawledOn: String
  }

  /// Accepted rows of one event date.
  public struct DateRows: Hashable, Sendable, Codable {
    public let date: String
    public let rows: Int
  }

  /// A rejected record: its place and why, never its content.
  public struct Reject: Hashable, Sendable, Codable {
    public let ordinal: Int
    public let offset: Int
    public let reason: String
    public let detail: String
    public let date: String
  }

  /// Nil for what is no crawled object.
  public var object: Object?
  public var dates: [DateRows]
  public var rejects: [Reject]
  /// Nil for what is no published partition.
  public var partition: PartitionRecord?

  public init(object: Object? = nil, dates: [DateRows] = [], rejects: [Reject] = [], partition: PartitionRecord? = nil) {
    self.object = object
    self.dates = dates
    self.rejects = rejects
    self.partition = partition
  }

  /// Equal documents are equal text.
  public func encoded() throws -> String { try JSONText.encode(self) }

  /// - Throws: a decoding error for text that `encoded` did not write.
  public init(encoded text: String) throws { self = try JSONText.decode(text) }
}
