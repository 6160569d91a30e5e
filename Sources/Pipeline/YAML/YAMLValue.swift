public import Kernel

/// A node of a YAML file with the place it was written at. Aliases are resolved and scalars are still text.
public struct YAMLValue: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// `quoted` scalars are always strings.
    case scalar(String, quoted: Bool)
    case sequence([YAMLValue])
    case mapping([Pair])
  }

  public struct Pair: Hashable, Sendable {
    public let key: String
    public let keyLocation: SourceLocation
    public let value: YAMLValue

    public init(key: String, keyLocation: SourceLocation, value: YAMLValue) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }
  }

  public let content: Content
  public let location: SourceLocation

  public init(_ content: Content, at location: SourceLocation) {
    self.content = content
    self.location = location
  }

  /// What a person would call it: `text`, `a number`, `a list`, `a mapping`, `nothing`.
  public var kindName: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let text, let quoted):
      if quoted {
        "text"
      } else if isNull {
        "nothing"
      } else if text == "true" || text == "false" {
        "true or false"
      } else if Double(text) != nil {
        "a number"
      } else {
        "text"
      }
    }
  }

  /// An empty plain scalar, `~` or `null`.
  public var isNull: Bool {
    if case .scalar(let text, quoted: false) = content { return text.isEmpty || text == "~" || text == "null" }
    return false
  }

  public var pairs: [Pair]? {
    if case .mapping(let pairs) = content { return pairs }
    return nil
  }

  /// Every scalar below, keys left out, with its place.
  var texts: [(text: String, location: SourceLocation)] {
    var texts: [(text: String, location: SourceLocation)] = []
    eachText { texts.append(($0, $1)) }
    return texts
  }

  /// The same, one after the other.
  func eachText(_ body: (String, SourceLocation) -> Void) {
    switch content {
    case .scalar(let text, _): body(text, location)
    case .sequence(let items): for item in items { item.eachText(body) }
    case .mapping(let pairs): for pair in pairs { pair.value.eachText(body) }
    }
  }
}
