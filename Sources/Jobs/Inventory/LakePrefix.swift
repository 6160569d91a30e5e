/// The part of a lake that a rule speaks of: whole folders, never the lake itself, never our own.
///
/// All comparisons are of bytes. Swift's `hasPrefix` compares by Unicode's canonical equivalence, under which keys that differ on the disk
/// may be equal and a combining mark may swallow the slash before it.
public struct LakePrefix: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// With a `/` at its end.
  public let text: String

  /// Nil when `problem(in:)` has something to say.
  public init?(_ text: String) {
    guard Self.problem(in: text) == nil else { return nil }
    self.text = text
  }

  /// Why a text is no prefix, for a message of the form `'prefix' of … <answer>`; nil when it is one.
  public static func problem(in text: String) -> String? {
    if text.isEmpty { return "must not be empty: that would be the whole lake" }
    if text.utf8.first == UInt8(ascii: "/") { return "must not begin with '/': it is relative to the lake" }
    if text.utf8.last != UInt8(ascii: "/") { return "must end in '/', so that 'ev' never means 'events/'" }
    let parts = text.utf8.dropLast().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for part in parts {
      if part.isEmpty { return "has an empty part" }
      if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return "must not contain '.' or '..'" }
      if part.contains(where: { $0 < 32 || $0 == 127 }) { return "must not contain control characters" }
    }
    if text.utf8.first == UInt8(ascii: ".") { return "must not begin with '.': those folders are nightshift's own" }
    return nil
  }

  /// True for a key below the prefix that stays below it: no empty, `.` or `..` part, no NUL.
  public func contains(_ key: String) -> Bool {
    guard key.utf8.count > text.utf8.count, key.utf8.starts(with: text.utf8) else { return false }
    return key.utf8.dropFirst(text.utf8.count).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8) && !part.contains(0)
    }
  }

  /// True when one lies within the other.
  public func overlaps(_ other: Self) -> Bool { text.utf8.starts(with: other.text.utf8) || other.text.utf8.starts(with: text.utf8) }

  public static func < (a: Self, b: Self) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }
  public var description: String { text }
}
