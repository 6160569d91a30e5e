/// Hides what may be a secret in a line of a job file that is about to be shown.
struct SecretMask {
  private let hidden: [Int: Int]

  /// Finds the lines of every `dsn`, however its value is written: on the line, in a flow mapping, or folded over the lines below.
  init(_ lines: SourceLines) {
    var hidden: [Int: Int] = [:]
    var number = 1
    while number <= lines.count {
      guard let line = lines[number], let key = Self.dsnKey(in: Array(line.unicodeScalars)) else { number += 1; continue }
      hidden[number] = key.end
      number += 1
      // Whatever is indented deeper than the key belongs to its value.
      while number <= lines.count, let below = lines[number], Self.indentation(below).map({ $0 > key.start }) ?? true {
        hidden[number] = Self.indentation(below) ?? 0
        number += 1
      }
    }
    self.hidden = hidden
  }

  /// The line as it may be shown.
  func apply(_ line: String, number: Int) -> String {
    let scalars = line.unicodeScalars
    if let kept = hidden[number], kept < scalars.count { return masked(String(String.UnicodeScalarView(scalars.prefix(kept)))) + "•••" }
    return masked(line)
  }

  /// Without passwords that stand anywhere: a misspelt key must not show what the right one hides.
  private func masked(_ line: String) -> String {
    var shown = line
    for range in SecretText.secretRanges(in: line).sorted(by: { $0.lowerBound > $1.lowerBound }) {
      shown.replaceSubrange(range, with: "•••")
    }
    return shown
  }

  private static func indentation(_ line: String) -> Int? {
    let count = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count
    return count == line.unicodeScalars.count ? nil : count
  }

  /// Columns (from 0) of the key `dsn` and of its value.
  private static func dsnKey(in scalars: [Unicode.Scalar]) -> (start: Int, end: Int)? {
    let word: [Unicode.Scalar] = ["d", "s", "n"]
    for start in scalars.indices.dropLast(3) where Array(scalars[start..<start + 3]) == word {
      let before: Unicode.Scalar = start == 0 ? " " : scalars[start - 1]
      guard " \t{,'\"".unicodeScalars.contains(before) else { continue }
      var end = start + 3
      while end < scalars.count, "'\" \t".unicodeScalars.contains(scalars[end]) { end += 1 }
      guard end < scalars.count, scalars[end] == ":" else { continue }
      end += 1
      while end < scalars.count, scalars[end] == " " { end += 1 }
      return (start, end)
    }
    return nil
  }
}
