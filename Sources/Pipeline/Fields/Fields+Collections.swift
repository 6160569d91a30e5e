public import Kernel

extension Fields {
  /// A list of texts; one bare text counts as a list of one. Empty when absent.
  public mutating func strings(_ key: String) -> [String] {
    guard let value = value(key) else { return [] }
    switch value.content {
    case .scalar(let text, _): return [text]
    case .sequence(let items): return items.compactMap { text(key, $0) }
    case .mapping:
      wrongType(key, value, expected: "a list")
      return []
    }
  }

  /// A mapping of texts to texts, in the order written.
  public mutating func stringMap(_ key: String) -> [(key: String, value: String, location: SourceLocation)] {
    guard let value = value(key) else { return [] }
    guard let pairs = value.pairs else {
      wrongType(key, value, expected: "a mapping")
      return []
    }
    return pairs.compactMap { pair in text(pair.key, pair.value).map { (pair.key, $0, pair.value.location) } }
  }

  /// Reads a nested mapping with `read`, then reports what it left unread; nil when the key is absent.
  public mutating func nested<Result>(_ key: String, _ read: (inout Fields) -> Result) -> Result? {
    guard let value = value(key) else { return nil }
    return open(value, what: "\(what), \(key)", read)
  }

  /// Reads each mapping of a list.
  public mutating func list<Result>(_ key: String, _ read: (inout Fields) -> Result) -> [Result] {
    guard let value = value(key) else { return [] }
    guard case .sequence(let items) = value.content else {
      wrongType(key, value, expected: "a list")
      return []
    }
    return items.enumerated().map { open($1, what: "\(what), \(key)[\($0 + 1)]", read) }
  }

  /// Reads each mapping of a mapping, in the order written.
  public mutating func map<Result>(_ key: String, _ read: (String, inout Fields) -> Result) -> [Result] {
    guard let value = value(key) else { return [] }
    guard let pairs = value.pairs else {
      wrongType(key, value, expected: "a mapping")
      return []
    }
    return pairs.map { pair in open(pair.value, what: "\(what), \(pair.key)") { read(pair.key, &$0) } }
  }

  private mutating func open<Result>(_ value: YAMLValue, what: String, _ read: (inout Fields) -> Result) -> Result {
    var fields = Fields(value, what: what)
    let result = read(&fields)
    if value.pairs != nil { fields.finish() }
    diagnostics += fields.diagnostics
    return result
  }
}
