extension DuckDB {
  /// A name as an SQL identifier, quoted: any column or table name is safe in a script.
  public static func identifier(_ name: String) -> String {
    "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  /// A text as an SQL string literal, quoted: any path or value is safe in a script.
  ///
  /// Control characters are written as `chr(n)`: a line of a script that begins with a dot is a command to the DuckDB shell, and a NUL would end it.
  public static func literal(_ text: String) -> String {
    var pieces: [String] = []
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": plain += "''"
      case _ where scalar.value < 0x20:
        pieces.append("'\(plain)'")
        if scalar.value != 0 { pieces.append("chr(\(scalar.value))") }
        plain = ""
      default: plain.unicodeScalars.append(scalar)
      }
    }
    pieces.append("'\(plain)'")
    return pieces.count == 1 ? pieces[0] : "(\(pieces.joined(separator: " || ")))"
  }

  /// Texts as an SQL list of string literals.
  public static func list(_ texts: some Sequence<String>) -> String { "[\(texts.map(literal).joined(separator: ", "))]" }
}
