/// A problem that the user can fix in a file: a value, collected with all others and shown at once.
public struct Diagnostic: Error, Hashable, Sendable, Codable {
  public enum Severity: String, Sendable, Codable { case error, warning }

  public let code: Code
  public let severity: Severity
  public let message: String
  public let location: SourceLocation?
  /// The way out, in one sentence; nil where the message says it all.
  public let hint: String?

  public init(_ code: Code, _ message: String, at location: SourceLocation?, hint: String? = nil, severity: Severity = .error) {
    self.code = code
    self.severity = severity
    self.message = message
    self.location = location
    self.hint = hint
  }
}

/// A place in a file that a person can go to.
public struct SourceLocation: Hashable, Comparable, Sendable, Codable {
  public let file: String
  /// From 1.
  public let line: Int
  /// In characters, from 1.
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (a: Self, b: Self) -> Bool { (a.file, a.line, a.column) < (b.file, b.line, b.column) }
}
