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
    return mapping(key, value).compactMap { pair in text(pair.key, pair.value).map { (pair.key, $0, pair.value.location) } }
  }

  /// Reads a nested mapping with `read`, then reports what it left unread; nil when the key is absent.
  ///
  /// - Parameter name: what messages call it; nil names the path to it.
  public mutating func nested<Result>(_ key: String, named name: String? = nil, _ read: (inout Fields) -> Result) -> Result? {
    guard let value = value(key) else { return nil }
    return open(value, at: value.location, what: name ?? "\(what), \(key)", read)
  }

  /// Reads each mapping of a list.
  public mutating func list<Result>(_ key: String, _ read: (inout Fields) -> Result) -> [Result] {
    guard let value = value(key) else { return [] }
    guard case .sequence(let items) = value.content else {
      wrongType(key, value, expected: "a list")
      return []
    }
    return items.enumerated().map { open($1, at: $1.location, what: "\(what), \(key)[\($0 + 1)]", read) }
  }

  /// Reads each mapping of a mapping, in the order written.
  ///
  /// - Parameter noun: what messages call each: `connection` gives `connection 'shop'`; nil names the path to it.
  public mutating func map<Result>(_ key: String, each noun: String? = nil, _ read: (String, inout Fields) -> Result) -> [Result] {
    guard let value = value(key) else { return [] }
    return mapping(key, value).map { pair in
      let name = noun.map { "\($0) '\(pair.key)'" } ?? "\(what), \(pair.key)"
      return open(pair.value, at: pair.keyLocation, what: name) { read(pair.key, &$0) }
    }
  }

  /// The pairs of a mapping; none, and a complaint, for anything else.
  mutating func mapping(_ key: String, _ value: YAMLValue) -> [YAMLValue.Pair] {
    if let pairs = value.pairs { return pairs }
    wrongType(key, value, expected: "a mapping")
    return []
  }

  /// Adds what was found in a mapping that somebody else goes on to read.
  mutating func take(_ nested: Fields) { diagnostics += nested.diagnostics }

  private mutating func open<Result>(
    _ value: YAMLValue, at location: SourceLocation, what: String, _ read: (inout Fields) -> Result
  ) -> Result {
    var fields = Fields(value, what: what, at: location)
    let result = read(&fields)
    if value.pairs != nil { fields.finish() }
    diagnostics += fields.diagnostics
    return result
  }
}
