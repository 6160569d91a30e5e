public import Kernel

/// Reads the keys of one mapping and collects every problem with its place: a wrong type, a missing key, an unknown one.
///
/// A reader returns a usable default after a problem, so that one pass finds them all; whoever opened the `Fields` throws the result away
/// when there are errors. `finish()` (called by the opener of every nested mapping) reports the keys that nobody read.
public struct Fields {
  /// The place of the mapping itself, for problems that belong to no key.
  public let location: SourceLocation
  /// Everything found so far, nested mappings included.
  public internal(set) var diagnostics: [Diagnostic] = []

  let what: String
  let pairs: [YAMLValue.Pair]
  var known: [String] = []
  /// False after the complaint that it is none: keys are then not missing as well.
  private let isMapping: Bool

  /// - Parameter what: how a message names this mapping: `job 'events'`, `quarantine`.
  /// - Parameter location: where problems of the whole mapping are shown (its key); nil is where the mapping begins.
  public init(_ value: YAMLValue, what: String, at location: SourceLocation? = nil) {
    self.what = what
    self.location = location ?? value.location
    pairs = value.pairs ?? []
    known.reserveCapacity(32)
    isMapping = value.pairs != nil || value.isNull
    if !isMapping {
      diagnostics.append(
        Diagnostic(1002, "\(what) must be a mapping, not \(value.kindName)", at: value.location, hint: "write its keys below it, indented"))
    }
  }

  /// The keys asked for so far: after reading, all that this mapping may hold.
  public var knownKeys: [String] { Set(known).sorted() }

  /// Marks keys as known that somebody else reads from the same mapping.
  public mutating func accept(_ keys: some Sequence<String>) { known += keys }

  /// Marks every key as known: what they mean depends on one that is missing or wrong.
  public mutating func acceptAll() { known += pairs.map(\.key) }

  public mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The place of `key`'s value, or of the mapping when the key is absent.
  public func location(of key: String) -> SourceLocation { place(of: key).map { pairs[$0].value.location } ?? location }

  public func has(_ key: String) -> Bool { place(of: key) != nil }

  /// The raw value, marked as read; nil when absent or null.
  public mutating func value(_ key: String) -> YAMLValue? {
    known.append(key)
    guard let place = place(of: key), !pairs[place].value.isNull else { return nil }
    return pairs[place].value
  }

  /// Looked up by place: a pair costs more to copy than a key to compare.
  private func place(of key: String) -> Int? { pairs.indices.first { pairs[$0].key == key } }

  /// The raw value; its absence is reported.
  public mutating func required(_ key: String, _ example: String) -> YAMLValue? {
    if let value = value(key) { return value }
    guard isMapping else { return nil }
    diagnostics.append(Diagnostic(1003, "\(what) needs the key '\(key)'", at: location, hint: "for example `\(key): \(example)`"))
    return nil
  }

  /// Reports every key that was written and never read, with the nearest known one as a hint.
  public mutating func finish() {
    for pair in pairs where !known.contains(pair.key) {
      let hint =
        Suggestion.nearest(to: pair.key, in: known).map { "did you mean '\($0)'?" }
        ?? "known keys: \(Set(known).sorted().joined(separator: ", "))"
      diagnostics.append(Diagnostic(1001, "\(what) has no key '\(pair.key)'", at: pair.keyLocation, hint: hint))
    }
  }

  /// Reports that `key` is not what it should be.
  mutating func wrongType(_ key: String, _ value: YAMLValue, expected: String) {
    diagnostics.append(Diagnostic(1002, "'\(key)' of \(what) must be \(expected), not \(value.kindName)", at: value.location))
  }
}
