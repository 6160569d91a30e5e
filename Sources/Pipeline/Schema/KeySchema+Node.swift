extension KeySchema.Kind {
  /// What the readers of `Fields` take, as patterns; scalars are text to them, so a number is taken where a text is.
  static let definitions: [String: SchemaNode] = [
    "text": .object(["type": .texts(["string", "number", "boolean"])]),
    "duration": pattern("^[0-9]{1,9}(ms|s|m|h|d|w|y)$", "30d"),
    "size": pattern("^[0-9]+ *(B|KiB|MiB|GiB)$", "4GiB"),
    "percentage": pattern("^[0-9]+(\\.[0-9]+)?%$", "0.1%"),
    "date": pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-01-01"),
    "time": pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$", "05:30"),
  ]

  var node: SchemaNode {
    switch self {
    case .string: .reference("text")
    case .integer: .object(["type": .text("integer")])
    case .number: .object(["type": .text("number")])
    case .boolean: .object(["type": .text("boolean")])
    case .duration: .reference("duration")
    case .size: .reference("size")
    case .percentage: .reference("percentage")
    case .date: .reference("date")
    case .timeOfDay: .reference("time")
    case .choice(let words): .object(["enum": .texts(words)])
    case .list(let element): .object(["type": .text("array"), "items": element.node])
    case .map(let value): .object(["type": .text("object"), "additionalProperties": value.node])
    case .either(let kinds): .object(["anyOf": .array(kinds.map(\.node))])
    case .mapping(let keys):
      SchemaNode.object([
        "type": .text("object"), "additionalProperties": .flag(false),
        "properties": .object(Dictionary(keys.map { ($0.name, $0.node) }, uniquingKeysWith: { first, _ in first })),
      ]).with("required", keys.contains(where: \.required) ? .texts(keys.filter(\.required).map(\.name).sorted()) : nil)
    }
  }

  private static func pattern(_ pattern: String, _ example: String) -> SchemaNode {
    .object(["type": .text("string"), "pattern": .text(pattern), "examples": .texts([example])])
  }
}

extension KeySchema {
  var node: SchemaNode {
    let text = defaultValue.map { "\(description) (\($0) unless written)" } ?? description
    return kind.node.with("description", text.isEmpty ? nil : .text(text))
  }
}
