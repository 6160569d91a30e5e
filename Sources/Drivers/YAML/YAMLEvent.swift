/// What YAML text is made of, piece by piece.
public enum YAMLEvent: Hashable, Sendable {
  public struct Scalar: Hashable, Sendable {
    public let text: String
    /// Written without quotes and without `|` or `>`.
    public let isPlain: Bool
    public let tag: String?
    public let anchor: String?
  }

  case document
  case scalar(Scalar)
  case list(tag: String?, anchor: String?)
  case listEnd
  case mapping(tag: String?, anchor: String?)
  case mappingEnd
  /// `*name`, without the star.
  case alias(String)
  case documentEnd
  case end
}

/// A place in YAML text, from 1: lines as libYAML counts them, columns in characters.
public struct YAMLMark: Hashable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Why text is no YAML, in libYAML's words.
public struct YAMLFault: Error, Hashable {
  public let problem: String
  public let mark: YAMLMark
  /// What it was reading, and where that began.
  public let context: String?
  public let contextMark: YAMLMark
  /// A character that must not stand in YAML text, and its byte; the marks mean nothing then.
  public let character: Unicode.Scalar?
  public let offset: Int
}
