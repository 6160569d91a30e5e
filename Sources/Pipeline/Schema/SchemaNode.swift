import Kernel

/// A piece of JSON Schema.
public indirect enum SchemaNode: Encodable, Sendable {
  case object([String: SchemaNode])
  case array([SchemaNode])
  case text(String)
  case number(Int)
  case flag(Bool)

  public static func texts(_ texts: some Sequence<String>) -> SchemaNode { .array(texts.map { .text($0) }) }
  public static func reference(_ definition: String) -> SchemaNode { .object(["$ref": .text("#/$defs/\(definition)")]) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let members): try container.encode(members)
    case .array(let items): try container.encode(items)
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    }
  }

  /// Sorted keys, two spaces, a newline at the end: the same bytes always.
  public func json() -> String {
    // Text, whole numbers and flags always encode.
    (try? SortedJSON.encode(self, .page)) ?? ""
  }

  /// The same with one more member.
  public func with(_ key: String, _ value: SchemaNode?) -> SchemaNode {
    guard case .object(var members) = self, let value else { return self }
    members[key] = value
    return .object(members)
  }
}
