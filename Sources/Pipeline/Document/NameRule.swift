public import Kernel

/// How things in a pipeline file may be called.
public enum NameRule {
  /// Jobs, connections, variables, the pipeline: `[a-z][a-z0-9_]*`, at most 64 characters. They occur in paths, SQL and shells.
  public static func isWord(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 64, isLower(first) else { return false }
    return text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  /// Tables: two words or more with dots between, `curated.events`.
  public static func isTable(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= 2 && parts.allSatisfy(isWord)
  }

  /// Tags: as words, with `-` allowed and any beginning.
  public static func isTag(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }

  /// - Parameter noun: `the job`, `the connection`.
  public static func check(word: String, _ noun: String, at location: SourceLocation) -> Diagnostic? {
    isWord(word)
      ? nil
      : Diagnostic(
        1030, "\(noun) cannot be called '\(word)'", at: location,
        hint: "use lower-case letters, digits and _, a letter first: \(suggested(word))")
  }

  public static func check(table: String, at location: SourceLocation) -> Diagnostic? {
    isTable(table)
      ? nil : Diagnostic(1030, "'\(table)' is no name of a table", at: location, hint: "write `zone.name`, for example raw.domain_events")
  }

  private static func suggested(_ word: String) -> String {
    let kept = word.lowercased().unicodeScalars.map { scalar -> String in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? String(scalar) : "_"
    }.joined()
    let trimmed = String(kept.drop { !$0.isLetter }.prefix(64))
    return isWord(trimmed) ? trimmed : "nightly"
  }

  private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
