import Kernel
import Yams

/// Tags put in front of keys that occur more than once, and the way back from places in the edited text to places in the file.
struct YAMLEdits {
  struct Place: Hashable, Comparable {
    let line: Int
    let column: Int
    static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
  }

  private var keys: [(place: Place, name: String)] = []
  /// Insertions by line: column in the file and length, left to right.
  private var byLine: [Int: [(column: Int, tag: String)]] = [:]

  var isEmpty: Bool { keys.isEmpty }
  var count: Int { keys.count }

  /// False when the place has its tag already: the next attempt would find the same.
  mutating func insert(at place: Place, name: String) -> Bool {
    guard !keys.contains(where: { $0.place == place }) else { return false }
    byLine[place.line, default: []].append((place.column, "!\(keys.count) "))
    byLine[place.line]?.sort { $0.column < $1.column }
    keys.append((place, name))
    return true
  }

  /// Whether `tag` is one of those put in here.
  func isTag(_ tag: String) -> Bool { tag.hasPrefix("!") && Int(tag.dropFirst()).map { $0 < keys.count } == true }

  func touches(line: Int) -> Bool { byLine[line] != nil }

  func applied(to lines: SourceLines) -> String {
    (1...lines.count).map { number in
      let line = lines[number] ?? ""
      guard let insertions = byLine[number] else { return line }
      var scalars = Array(line.unicodeScalars)
      for insertion in insertions.reversed() {
        scalars.insert(contentsOf: insertion.tag.unicodeScalars, at: min(insertion.column - 1, scalars.count))
      }
      return String(String.UnicodeScalarView(scalars))
    }.joined(separator: "\n")
  }

  /// The place in the file of a mark in the edited text.
  func original(_ mark: Mark) -> Place {
    var column = mark.column
    for insertion in byLine[mark.line] ?? [] where column > insertion.column {
      column = max(insertion.column, column - insertion.tag.unicodeScalars.count)
    }
    return Place(line: mark.line, column: column)
  }

  func location(_ mark: Mark?, _ file: String) -> SourceLocation { location(mark.map(original) ?? Place(line: 1, column: 1), file) }

  func location(_ place: Place, _ file: String) -> SourceLocation { SourceLocation(file: file, line: place.line, column: place.column) }

  /// What is known of duplicates when the document never composed: the first of each two.
  func repeated(_ file: String) -> [Diagnostic] {
    keys.sorted { $0.place < $1.place }.map {
      Diagnostic(1022, "the key '\($0.name)' is written again further down", at: location($0.place, file))
    }
  }
}
