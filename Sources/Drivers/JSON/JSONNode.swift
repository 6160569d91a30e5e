/// One value of a parsed record, as offsets into the bytes it was parsed from: nothing is copied.
public struct JSONNode: Sendable {
  public internal(set) var kind: JSONKind
  /// The string holds backslashes: its bytes must be decoded before they mean anything.
  public internal(set) var hasEscape = false
  public internal(set) var keyHasEscape = false
  /// A later member of the same object has the same key: this one does not count.
  public internal(set) var isSuperseded = false
  /// The value's bytes; of a string, without its quotes.
  public internal(set) var start: Int32
  public internal(set) var end: Int32
  /// The member's key without its quotes; empty for elements and the root.
  public internal(set) var keyStart: Int32 = 0
  public internal(set) var keyEnd: Int32 = 0
  /// The index of the first node behind this value and all it holds.
  public internal(set) var next: Int32 = 0
}
