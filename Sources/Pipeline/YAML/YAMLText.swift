import Kernel

/// From bytes to text that libYAML can take: UTF-8 and printable, with the place of what is not.
enum YAMLText {
  /// Stands for `*` while libYAML reads (see `YAMLComposer`), so the file itself may not hold it. A private-use character: it has no meaning.
  static let star: Unicode.Scalar = "\u{E000}"

  static func decode(_ bytes: [UInt8], file: String) -> Result<String, Diagnostic> {
    if var text = String(validating: bytes, as: UTF8.self) {
      if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
      return .success(text)
    }
    var (decoder, iterator, place) = (UTF8(), bytes.makeIterator(), Place())
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { place.pass(scalar) }
    let isUTF16 = bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
    return .failure(
      Diagnostic(
        1012, "the file is not UTF-8 text", at: place.location(file),
        hint: isUTF16 ? "it looks like UTF-16; save it as UTF-8" : "save it as UTF-8"))
  }

  /// The first character that YAML forbids, or that this reader needs for itself.
  static func forbiddenCharacter(in text: String, file: String) -> Diagnostic? {
    var place = Place()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE001...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: place.pass(scalar)
      default:
        let name =
          "U+" + String(repeating: "0", count: max(0, 4 - String(scalar.value, radix: 16).count))
          + String(scalar.value, radix: 16, uppercase: true)
        return Diagnostic(
          1013, "the character \(name) cannot be in a YAML file", at: place.location(file),
          hint: "remove it, or write it as an escape in double quotes")
      }
    }
    return nil
  }

  /// Line and column of the next character.
  private struct Place {
    var (line, column) = (1, 1)
    var afterReturn = false

    mutating func pass(_ scalar: Unicode.Scalar) {
      if scalar == "\n", afterReturn {
        afterReturn = false
      } else if SourceLines.isBreak(scalar) {
        (line, column) = (line + 1, 1)
        afterReturn = scalar == "\r"
      } else {
        column += 1
        afterReturn = false
      }
    }

    func location(_ file: String) -> SourceLocation { SourceLocation(file: file, line: line, column: column) }
  }
}
