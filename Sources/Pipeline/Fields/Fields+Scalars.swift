public import Kernel

extension Fields {
  /// Text; nil when absent.
  public mutating func string(_ key: String) -> String? { value(key).flatMap { text(key, $0) } }

  /// Text that must be there; empty after a problem.
  public mutating func requiredString(_ key: String, example: String) -> String {
    required(key, example).flatMap { text(key, $0) } ?? ""
  }

  /// `true` or `false`, nothing else: not `yes`, not `on`.
  public mutating func bool(_ key: String) -> Bool? {
    guard let value = value(key) else { return nil }
    switch value.content {
    case .scalar("true", quoted: false): return true
    case .scalar("false", quoted: false): return false
    default:
      wrongType(key, value, expected: "true or false")
      return nil
    }
  }

  /// A whole number within `range`.
  public mutating func integer(_ key: String, in range: ClosedRange<Int> = 0...Int.max) -> Int? {
    guard let value = value(key) else { return nil }
    guard case .scalar(let text, quoted: false) = value.content, let number = Int(text) else {
      wrongType(key, value, expected: "a whole number")
      return nil
    }
    guard range.contains(number) else {
      let bounds = range.upperBound == Int.max ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      report(Diagnostic(1004, "'\(key)' of \(what) must be \(bounds), not \(number)", at: value.location))
      return nil
    }
    return number
  }

  /// A number, whole or not.
  public mutating func number(_ key: String) -> Double? {
    guard let value = value(key) else { return nil }
    guard case .scalar(let text, quoted: false) = value.content, let number = Double(text), number.isFinite else {
      wrongType(key, value, expected: "a number")
      return nil
    }
    return number
  }

  /// A duration such as `30d` or `15m`.
  public mutating func span(_ key: String) -> Span? { value(key).flatMap { span(key, $0) } }

  /// A share such as `0.1%` or `2%`, as a ratio from 0 to 1.
  public mutating func percent(_ key: String) -> Double? {
    guard let value = value(key) else { return nil }
    guard case .scalar(let text, _) = value.content, text.hasSuffix("%"), let number = Double(text.dropLast()), (0...100).contains(number)
    else {
      report(Diagnostic(1006, "'\(key)' of \(what) must be a percentage", at: value.location, hint: "for example `\(key): 2%`"))
      return nil
    }
    return number / 100
  }

  /// A size such as `5MiB` or `4GiB`, in bytes.
  public mutating func bytes(_ key: String) -> Int? {
    guard let value = value(key) else { return nil }
    if case .scalar(let text, _) = value.content, let bytes = Self.bytes(text) { return bytes }
    report(
      Diagnostic(
        1007, "'\(key)' of \(what) must be a size", at: value.location, hint: "for example `\(key): 4GiB`; units are B, KiB, MiB, GiB"))
    return nil
  }

  /// The same of a text; nil when it is none.
  static func bytes(_ text: String) -> Int? {
    let units = ["GiB": 1 << 30, "MiB": 1 << 20, "KiB": 1 << 10, "B": 1]
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count < 1 << 30, let unit = units[text.dropFirst(digits.count).trimmingSpaces] else { return nil }
    return count * unit
  }

  /// A date `YYYY-MM-DD`.
  public mutating func date(_ key: String) -> LogicalDate? {
    guard let value = value(key) else { return nil }
    if case .scalar(let text, _) = value.content, let date = LogicalDate(text) { return date }
    report(Diagnostic(1008, "'\(key)' of \(what) must be a date that exists, written YYYY-MM-DD", at: value.location))
    return nil
  }

  /// One of the words of a string enumeration.
  public mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type = Choice.self) -> Choice?
  where Choice.RawValue == String {
    guard let value = value(key), let text = text(key, value) else { return nil }
    return choice(key, text, at: value.location)
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ text: String, at location: SourceLocation) -> Choice?
  where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    let hint = Suggestion.nearest(to: text, in: words).map { "did you mean '\($0)'?" }
    report(Diagnostic(1009, "'\(key)' of \(what) must be one of \(words.joined(separator: ", ")), not '\(text)'", at: location, hint: hint))
    return nil
  }

  mutating func text(_ key: String, _ value: YAMLValue) -> String? {
    if case .scalar(let text, _) = value.content { return text }
    wrongType(key, value, expected: "text")
    return nil
  }

  mutating func span(_ key: String, _ value: YAMLValue) -> Span? {
    if case .scalar(let text, _) = value.content, let span = Span(text) { return span }
    report(
      Diagnostic(
        1005, "'\(key)' of \(what) must be a duration", at: value.location,
        hint: "for example `\(key): 30d`; units are ms, s, m, h, d, w, y"))
    return nil
  }
}

extension StringProtocol {
  var trimmingSpaces: String { String(drop { $0 == " " }) }
}
