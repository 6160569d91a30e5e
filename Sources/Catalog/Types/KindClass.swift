/// Kinds that widen into each other count as one; a field of one event type holds values of one class.
public enum KindClass: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
  case array, boolean, number, object, string

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
