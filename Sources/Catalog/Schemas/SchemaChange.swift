/// One difference between a stored schema and what a crawl found.
public struct SchemaChange: Hashable, Sendable, Codable {
  public enum Change: String, Sendable, Codable, CaseIterable {
    /// A known event type has a field it never had.
    case added
    /// A type gave way to one that holds the old values and the new.
    case widened
    /// Values of another class in one place: the column holds text.
    case conflicting
    /// A known event type came without a field it used to have.
    case missing
  }

  public let path: String
  public let change: Change
  /// The type before, and after; nil where there was or is none.
  public let from: String?
  public let to: String?
  /// Event types, by name.
  public let events: [String]
  /// Values that brought the change (of `missing`: records without the field), by event date `YYYY-MM-DD`.
  public let rows: [String: Int]

  public init(path: String, change: Change, from: String?, to: String?, events: [String], rows: [String: Int]) {
    self.path = path
    self.change = change
    self.from = from
    self.to = to
    self.events = events
    self.rows = rows
  }
}
