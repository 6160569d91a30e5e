public import Kernel

/// What the catalog knew of something that went to the trash: everything undo needs to make the catalog as it was.
public struct TrashDocument: Hashable, Sendable, Codable {
  /// Accepted rows of one event date.
  public struct DateRows: Hashable, Sendable, Codable {
    public let date: LogicalDate
    public let rows: Int
  }

  /// Nil for what is no crawled object.
  public var object: ObjectRecord?
  public var dates: [DateRows]
  public var rejects: [ObjectReject]
  /// Nil for what is no published partition.
  public var partition: PartitionRecord?

  public init(object: ObjectRecord? = nil, dates: [DateRows] = [], rejects: [ObjectReject] = [], partition: PartitionRecord? = nil) {
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
