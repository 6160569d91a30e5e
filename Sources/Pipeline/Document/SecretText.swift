/// Finds what looks like a secret in text that a person wrote.
enum SecretText {
  /// Whether a connection string holds a password written out: `password=…` or `scheme://user:password@`. References do not count, their defaults do.
  static func holdsPassword(_ template: String) -> Bool {
    let stand = "\u{FFFC}"
    let text = Template(template).pieces.map { piece in
      switch piece {
      case .text(let text), .unterminated(let text): text
      case .reference(.environment(_, let fallback?)): fallback
      case .reference: stand
      }
    }.joined()
    return secretRanges(in: text).contains { range in text[range].contains { String($0) != stand && $0 != "'" && $0 != "\"" } }
  }

  /// Where secrets stand in a text: after `password=` and between `user:` and `@` of an address.
  static func secretRanges(in text: String) -> [Range<String.Index>] {
    var ranges: [Range<String.Index>] = []
    let lower = text.lowercased()
    // Lower-casing may change the length of exotic letters; only then are places not comparable, and the whole text counts.
    guard lower.unicodeScalars.count == text.unicodeScalars.count, lower.utf8.count == text.utf8.count else {
      return [text.startIndex..<text.endIndex]
    }
    for word in ["password", "sslpassword"] {
      var from = lower.startIndex
      while let found = range(of: word, in: lower[from...]) {
        from = found.upperBound
        var start = found.upperBound
        while start < lower.endIndex, lower[start] == " " { start = lower.index(after: start) }
        guard start < lower.endIndex, lower[start] == "=" else { continue }
        start = lower.index(after: start)
        while start < lower.endIndex, lower[start] == " " { start = lower.index(after: start) }
        let quote = start < lower.endIndex && lower[start] == "'" ? "'" as Character : nil
        var end = quote == nil ? start : lower.index(after: start)
        while end < lower.endIndex, quote.map({ lower[end] != $0 }) ?? !" &\"'}".contains(lower[end]) { end = lower.index(after: end) }
        if start < end { ranges.append(start..<end) }
      }
    }
    var from = text.startIndex
    while let scheme = range(of: "://", in: text[from...]) {
      from = scheme.upperBound
      let authority = text[from...].prefix { !"/? \"'".contains($0) }
      guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { continue }
      let start = text.index(after: colon)
      if start < at { ranges.append(start..<at) }
    }
    return ranges
  }

  private static func range(of needle: String, in text: Substring) -> Range<String.Index>? {
    guard let first = needle.first else { return nil }
    var from = text.startIndex
    while let start = text[from...].firstIndex(of: first) {
      if text[start...].hasPrefix(needle) { return start..<text.index(start, offsetBy: needle.count) }
      from = text.index(after: start)
    }
    return nil
  }
}
