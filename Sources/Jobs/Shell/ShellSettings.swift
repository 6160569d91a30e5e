import Kernel
import Pipeline

/// Reads the keys of a shell job that have rules of their own.
enum ShellSettings {
  static func command(_ fields: inout Fields) -> [String] {
    guard let value = fields.value("command") else {
      fields.report(
        Diagnostic(
          1003, "a shell job needs the key 'command'", at: fields.location(of: "command"),
          hint: "for example `command: [ make, -C, reports ]`"))
      return []
    }
    switch value.content {
    case .scalar(let text, _):
      let words = text.split(separator: " ").joined(separator: ", ")
      fields.report(
        Diagnostic(
          6610, "'command' must be a list of arguments, not one text", at: value.location,
          hint: "no shell reads it, so that no date or name can become a command: write `command: [ \(words) ]`"))
      return []
    default:
      let words = fields.strings("command")
      if words.first.map(\.isEmpty) ?? true, fields.diagnostics.isEmpty {
        fields.report(
          Diagnostic(
            6611, "'command' names no program", at: value.location,
            hint: "its first element is the program: `command: [ make, -C, reports ]`"))
      }
      return words
    }
  }

  static func environment(_ fields: inout Fields) -> [String: String] {
    var result: [String: String] = [:]
    for (name, value, place) in fields.stringMap("environment") {
      let letters = name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "_")
      }
      if !letters || name.isEmpty || (48...57).contains(name.utf8.first ?? 48) {
        fields.report(
          Diagnostic(
            6612, "'\(name)' cannot be the name of an environment variable", at: place,
            hint: "letters, digits and '_', not beginning with a digit"))
      } else if name.hasPrefix("NIGHTSHIFT_") || name == "TZ" {
        fields.report(Diagnostic(6612, "'\(name)' is set by nightshift", at: place, hint: "choose another name"))
      }
      result[name] = value
    }
    return result
  }
}
