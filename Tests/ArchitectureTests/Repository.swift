import Drivers
import Kernel

/// The repository that these tests stand in, read as text.
enum Repository {
  static let root = Files.directory(of: Files.directory(of: Files.directory(of: #filePath)))

  static let sources = files(below: "Sources")
  static let tests = files(below: "Tests")
  static let package = SourceFile(path: "Package.swift", text: text("Package.swift"))

  private static func text(_ path: String) -> String { (try? Files.readText("\(root)/\(path)")) ?? "" }

  private static func files(below folder: String) -> [SourceFile] {
    let entries = (try? Files.list("\(root)/\(folder)")) ?? []
    return entries.map { "\(folder)/\($0.path)" }.filter { $0.hasSuffix(".swift") }.map { SourceFile(path: $0, text: text($0)) }
  }
}

/// A Swift file, with and without what is no code.
struct SourceFile: Sendable {
  /// Relative to the repository, `Sources/Kernel/Time/Span.swift`.
  let path: String
  let text: String
  /// The text with comments and the insides of string literals blanked, line for line.
  let code: String

  init(path: String, text: String) {
    self.path = path
    self.text = text
    code = CodeOnly.blanked(text)
  }

  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  var name: String { String(Files.name(of: path).prefix { $0 != "." }) }
  var lineCount: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0) }

  /// The modules it imports and, for `import func Glibc.log`, the one name taken.
  var imports: [(module: String, name: String?)] {
    code.split(separator: "\n").compactMap { line in
      let words = line.split { $0 == " " || $0 == ";" }
      guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy({ $0.hasPrefix("@") || Self.accessWords.contains($0) })
      else { return nil }
      let rest = words[(index + 1)...]
      let isScoped = Self.scopeWords.contains(rest.first ?? "")
      guard let path = (isScoped ? rest.dropFirst() : rest).first?.split(separator: "."), let module = path.first else { return nil }
      return (String(module), isScoped ? path.last.map(String.init) : nil)
    }
  }

  private static let accessWords: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
  private static let scopeWords: Set<Substring> = ["func", "struct", "class", "enum", "protocol", "typealias", "let", "var"]

  /// `path:line` of every line of the code that holds one of `words`, not as a part of a longer identifier.
  func places(of words: [String], in text: String? = nil) -> [String] {
    (text ?? code).split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      words.contains { Self.holds(line, $0) } ? "\(path):\(index + 1)" : nil
    }
  }

  private static func holds(_ line: Substring, _ word: String) -> Bool {
    var rest = line
    while let range = rest.firstRange(of: word) {
      let before = range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
      let after = range.upperBound == line.endIndex ? " " : line[range.upperBound]
      if !isWord(before), !isWord(after) || word.last.map(isWord) == false { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
}
