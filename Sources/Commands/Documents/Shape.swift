import Kernel
import Pipeline

/// What a value in a JSON document looks like.
indirect enum Shape: Sendable {
  case text, integer, number, flag
  /// `YYYY-MM-DD`.
  case date
  /// `2026-11-22T02:00:00Z`, with a fraction where there is one.
  case instant
  /// `{ "microseconds": n }`, since 1970 UTC.
  case microseconds
  case word([String])
  case constant(String)
  case list(Shape)
  /// Free keys, values of one shape.
  case map(Shape)
  case object([Member])
  /// One of the document's definitions.
  case named(String)

  struct Member: Sendable {
    let name: String
    let shape: Shape
    let about: String
    /// Left out where there is nothing to say.
    let isOptional: Bool

    static func must(_ name: String, _ shape: Shape, _ about: String) -> Member {
      Member(name: name, shape: shape, about: about, isOptional: false)
    }

    static func may(_ name: String, _ shape: Shape, _ about: String) -> Member {
      Member(name: name, shape: shape, about: about, isOptional: true)
    }
  }

  /// The words of an enumeration.
  static func words<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> Shape where Word.RawValue == String {
    .word(type.allCases.map(\.rawValue))
  }

  var node: SchemaNode {
    switch self {
    case .text: type("string")
    case .integer: type("integer")
    case .number: type("number")
    case .flag: type("boolean")
    case .date: type("string").with("format", .text("date"))
    case .instant: type("string").with("format", .text("date-time"))
    case .microseconds: Shape.object([.must("microseconds", .integer, "Since 1970-01-01T00:00:00Z")]).node
    case .word(let words): type("string").with("enum", .texts(words))
    case .constant(let text): .object(["const": .text(text)])
    case .list(let element): type("array").with("items", element.node)
    case .map(let value): type("object").with("additionalProperties", value.node)
    case .named(let name): .reference(name)
    case .object(let members): object(members)
    }
  }

  private func type(_ name: String) -> SchemaNode { .object(["type": .text(name)]) }

  private func object(_ members: [Member]) -> SchemaNode {
    let properties = members.map { ($0.name, $0.shape.node.with("description", .text($0.about))) }
    return type("object").with("properties", .object(Dictionary(uniqueKeysWithValues: properties)))
      .with("required", .texts(members.filter { !$0.isOptional }.map(\.name).sorted()))
  }
}
