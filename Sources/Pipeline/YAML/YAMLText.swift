import Kernel

/// From bytes to text that libYAML can take, with the place of what is none.
enum YAMLText {
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

  /// The complaint about a character that YAML forbids, which begins with byte `offset`.
  static func forbidden(_ character: Unicode.Scalar, at offset: Int, in text: String, file: String) -> Diagnostic {
    var place = Place()
    for scalar in String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars { place.pass(scalar) }
    let digits = String(character.value, radix: 16, uppercase: true)
    return Diagnostic(
      1013, "the character U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits) cannot be in a YAML file",
      at: place.location(file), hint: "remove it, or write it as an escape in double quotes")
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
