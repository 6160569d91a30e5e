public import Kernel

/// Something in the trash, and where it came from.
public struct TrashRecord: Hashable, Sendable, Codable {
  /// What was purged together: `<date>-<first 12 digits of the plan's hash>`.
  public let batch: String
  /// The catalog's table; nil for objects that no table owns.
  public let table: TableName?
  /// Where it was delivered or published.
  public let key: String
  /// Where its bytes were, and where they are now, relative to the lake's root.
  public let origin: String
  public let location: String
  public let bytes: Int
  public let modified: Instant
  /// The prefix of the rule it was purged under.
  public let rule: String
  /// The day of the decision: what the trash's own retention counts from.
  public let trashedOn: LogicalDate
  /// A `TrashDocument` as JSON.
  public let document: String

  public init(
    batch: String, table: TableName?, key: String, origin: String, location: String, bytes: Int, modified: Instant, rule: String,
    trashedOn: LogicalDate,
    document: String
  ) {
    self.batch = batch
    self.table = table
    self.key = key
    self.origin = origin
    self.location = location
    self.bytes = bytes
    self.modified = modified
    self.rule = rule
    self.trashedOn = trashedOn
    self.document = document
  }
}
