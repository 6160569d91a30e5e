import Foundation

/// As much of JSON Schema (draft 2020-12) as `nightshift schema NAME` writes. Stricter in one thing: a member that the schema does not name is a
/// mistake, because nobody could know of it.
struct JSONSchema {
  private let root: [String: Any]

  struct NoSchema: Error { let text: String }

  init(_ text: String) throws {
    guard let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else { throw NoSchema(text: text) }
    self.root = root
  }

  /// What is wrong with a document, each with its place; empty when nothing is.
  func mistakes(in document: String) throws -> [String] {
    mistakes(try JSONSerialization.jsonObject(with: Data(document.utf8)), root, "$")
  }

  private func mistakes(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      guard let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
        return ["\(place): no definition \(reference)"]
      }
      return mistakes(value, definition, place)
    }
    if let constant = schema["const"] as? String { return value as? String == constant ? [] : ["\(place) is not '\(constant)'"] }
    if let words = schema["enum"] as? [String] {
      return (value as? String).map(words.contains) == true ? [] : ["\(place): '\(value)' is none of \(words)"]
    }
    let isFlag = value is Bool && (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? true
    switch schema["type"] as? String {
    case "string": return value is String ? [] : ["\(place) is no text"]
    case "boolean": return isFlag ? [] : ["\(place) is no flag"]
    case "integer": return !isFlag && value is Int ? [] : ["\(place) is no whole number"]
    case "number": return !isFlag && value is Double ? [] : ["\(place) is no number"]
    case "array":
      guard let items = value as? [Any], let element = schema["items"] as? [String: Any] else { return ["\(place) is no list"] }
      return items.enumerated().flatMap { mistakes($1, element, "\(place)[\($0)]") }
    case "object":
      guard let members = value as? [String: Any] else { return ["\(place) is no object"] }
      return mistakes(of: members, schema, place)
    default: return ["\(place): the schema has no type"]
    }
  }

  private func mistakes(of members: [String: Any], _ schema: [String: Any], _ place: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    let missing = (schema["required"] as? [String] ?? []).filter { members[$0] == nil }.map { "\(place).\($0) is missing" }
    return missing
      + members.flatMap { name, value in
        guard let property = properties[name] ?? schema["additionalProperties"] as? [String: Any] else {
          return ["\(place).\(name) is not in the schema"]
        }
        return mistakes(value, property, "\(place).\(name)")
      }
  }
}
