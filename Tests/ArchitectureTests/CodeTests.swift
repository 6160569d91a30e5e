import Kernel
import Testing

/// Every code that can be shown is explained, and every explanation can be shown.
@Suite struct CodeTests {
  @Test func everyCodeThatIsUsedIsExplained() {
    let explained = Set(Explanation.all.map(\.code.number))
    #expect(Self.used.made.count > 30)
    let unexplained = Self.used.made.filter { !explained.contains($0.key) }.map {
      "NS\($0.key) of \($0.value.sorted().joined(separator: ", "))"
    }
    #expect(unexplained.sorted() == [])
  }

  @Test func everyExplanationIsUsed() {
    let used = Self.used.anywhere
    let unused = Explanation.all.map(\.code).filter { !used.contains($0.number) }
    #expect(unused == [])
  }

  @Test func codesAreUnique() {
    let repeated = Dictionary(grouping: Explanation.all, by: \.code).values.filter { $0.count > 1 }.map {
      $0.map { "\($0.code) \($0.title)" }
    }
    #expect(repeated == [])
    #expect(Explanation.all.map(\.code.number).allSatisfy { [1, 2, 3, 4, 5, 6, 9].contains($0 / 1000) })
  }

  @Test func explanationsAreWholeSentences() {
    for explanation in Explanation.all {
      #expect(!explanation.title.isEmpty && !explanation.title.hasSuffix("."), "\(explanation.code)")
      #expect(explanation.meaning.hasSuffix(".") && explanation.wayOut.hasSuffix("."), "\(explanation.code)")
    }
  }

  /// Numbers of four digits in the code of `Sources`; apart, those that stand where a code is made, with the files.
  private static let used: (anywhere: Set<Int>, made: [Int: Set<String>]) = {
    var anywhere: Set<Int> = []
    var made: [Int: Set<String>] = [:]
    for file in Repository.sources where !file.path.contains("/Explanations/") {
      for (number, before) in numbers(file.code) {
        anywhere.insert(number)
        if makers.contains(where: { before.hasSuffix($0) }) { made[number, default: []].insert(file.path) }
      }
    }
    return (anywhere, made)
  }()

  private static let makers = ["Diagnostic(", "Failure(", "Code(number:", "code:", "code==", ":Code="]

  /// Each with the code before it, blanks left out.
  private static func numbers(_ code: String) -> [(number: Int, before: String)] {
    let bytes = code.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
    var found: [(Int, String)] = []
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, isWord(bytes[index]) { index += 1 }
      if index - start == 4, let number = Int(String(decoding: bytes[start..<index], as: UTF8.self)), (1000...9999).contains(number) {
        found.append((number, String(decoding: bytes[max(0, start - 16)..<start], as: UTF8.self)))
      }
      index = max(index, start + 1)
    }
    return found
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    let scalar = Unicode.Scalar(byte)
    return ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" || scalar == "."
  }
}
