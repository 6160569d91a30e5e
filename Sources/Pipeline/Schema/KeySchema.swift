/// One key of a mapping in a job file, as editors and `nightshift kinds show` describe it.
public struct KeySchema: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case string, integer, number, boolean, duration, size, percentage, date, timeOfDay
    case choice([String])
    case list(Kind)
    /// A mapping with these keys and no others.
    case mapping([KeySchema])
    /// A mapping with free keys and values of one kind.
    case map(Kind)
    /// Any of these.
    case either([Kind])
  }

  public var name: String
  public var kind: Kind
  public var description: String
  public var required: Bool
  /// As it would be written; nil when there is none, or when it depends.
  public var defaultValue: String?

  public init(_ name: String, _ kind: Kind, _ description: String, required: Bool = false, default defaultValue: String? = nil) {
    self.name = name
    self.kind = kind
    self.description = description
    self.required = required
    self.defaultValue = defaultValue
  }
}
