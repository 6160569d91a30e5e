public import Kernel

/// One object on its way to another place in the same lake, by rename: bytes and modification time stay.
public struct ObjectMove: Hashable, Sendable, Codable {
  public enum Purpose: Hashable, Sendable, Codable {
    /// To a storage class; the catalog reads it at its new location.
    case transition(storageClass: String)
    /// Out of the catalog and into the trash; `document` is what undo needs to put it back, as JSON.
    case trash(batch: String, rule: String, document: String)
    /// Out of the trash and back into the catalog.
    case restore(batch: String)
  }

  /// The catalog's table; nil for objects that no table owns (backup, errors).
  public let table: TableName?
  /// Where it was delivered.
  public let key: String
  /// Where the bytes are and where they go, relative to the lake's root.
  public let from: String
  public let to: String
  public let bytes: Int
  public let modified: Instant
  public let purpose: Purpose

  public init(table: TableName?, key: String, from: String, to: String, bytes: Int, modified: Instant, purpose: Purpose) {
    self.table = table
    self.key = key
    self.from = from
    self.to = to
    self.bytes = bytes
    self.modified = modified
    self.purpose = purpose
  }
}
