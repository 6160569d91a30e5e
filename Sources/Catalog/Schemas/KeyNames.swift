/// New names for keys that a column store cannot tell apart or cannot hold.
///
/// Engines compare column names without case, so of `SKU` and `sku` in one place the second in byte order becomes `sku_2` (`_3`, … until the
/// name is free); so do keys that differ only in how Unicode composes a letter. An empty key becomes `_`, a control character in one `_`.
public struct KeyNames: Hashable, Sendable {
  /// By the key's bytes; keys that keep their name are only in it when something below them does not.
  public var fields: [[UInt8]: Entry] = [:]
  private var elements: [KeyNames] = []

  public struct Entry: Hashable, Sendable {
    public var name: [UInt8]
    public var below: KeyNames
  }

  public init() {}

  public var element: KeyNames? {
    get { elements.first }
    set { elements = newValue.map { [$0] } ?? [] }
  }

  public var isEmpty: Bool { fields.isEmpty && elements.isEmpty }

  /// What has another name, as `sku -> sku_2`, sorted.
  public var renamed: [String] { renamed(below: FieldPath()).sorted() }

  private func renamed(below path: FieldPath) -> [String] {
    var result: [String] = []
    for (key, entry) in fields {
      let place = path.field(String(decoding: key, as: UTF8.self))
      if entry.name != key { result.append("\(place) -> \(String(decoding: entry.name, as: UTF8.self))") }
      result += entry.below.renamed(below: place)
    }
    return result + (element?.renamed(below: path.elements) ?? [])
  }

  /// The names for the keys of one object; only those that differ from their key are in it.
  /// - Parameter taken: names that are in use already.
  static func assign(_ keys: [[UInt8]], taken: Set<String>) -> [[UInt8]: [UInt8]] {
    var used = Set(taken.map(fold))
    var result: [[UInt8]: [UInt8]] = [:]
    var waiting: [[UInt8]] = []
    let safe = Dictionary(keys.map { ($0, Self.safe($0)) }) { first, _ in first }
    for key in keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let name = safe[key] ?? key
      if used.insert(fold(String(decoding: name, as: UTF8.self))).inserted {
        if name != key { result[key] = name }
      } else {
        waiting.append(key)
      }
    }
    for key in waiting {
      let base = String(decoding: safe[key] ?? key, as: UTF8.self)
      var number = 2
      while !used.insert(fold("\(base)_\(number)")).inserted { number += 1 }
      result[key] = Array("\(base)_\(number)".utf8)
    }
    return result
  }

  private static func fold(_ name: String) -> String { name.lowercased() }

  private static func safe(_ key: [UInt8]) -> [UInt8] {
    if key.isEmpty { return [UInt8(ascii: "_")] }
    return key.map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: "_") : $0 }
  }
}
