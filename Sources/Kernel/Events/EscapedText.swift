extension String {
  /// On one line and harmless to a terminal: control characters and those that turn the direction of writing are shown as `\\u{1b}`, so that data
  /// can forge no line and move no cursor.
  public var escapedControls: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A: result += "\\n"
      case 0x09: result += " "
      case ..<0x20, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
