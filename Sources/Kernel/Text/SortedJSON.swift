import FoundationEssentials

/// JSON whose bytes depend on the value alone: sorted keys, slashes as they are.
public enum SortedJSON {
  public enum Form: Sendable {
    /// On one line, without an end of line.
    case line
    /// Two spaces a level, a line end behind it: for files and terminals.
    case page
  }

  /// - Throws: `NS9001` for what JSON cannot say (an infinity): our bug.
  public static func encode(_ value: some Encodable, _ form: Form = .line) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if form == .page { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + (form == .page ? "\n" : "")
    } catch {
      throw Failure(9001, "a value of type \(type(of: value)) cannot be written as JSON", detail: "\(error)")
    }
  }

  public static func decode<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
