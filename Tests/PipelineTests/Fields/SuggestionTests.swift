import Testing

@testable import Pipeline

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("lookbak", "lookback"), ("loopback", "lookback"), ("lokoback", "lookback"), ("Lookback", "lookback"), ("need", "needs"),
    ("tiemout", "timeout"), ("dns", "dsn"),
  ])
  func theNearestWord(_ word: String, expected: String) {
    #expect(Suggestion.nearest(to: word, in: ["lookback", "needs", "timeout", "dsn"]) == expected)
  }

  @Test(arguments: ["schedule", "x", "abcdef", "lkbk"])
  func nothingNearEnough(_ word: String) { #expect(Suggestion.nearest(to: word, in: ["lookback", "needs", "timeout"]) == nil) }

  @Test func ofEquallyNearWordsTheFirstByName() {
    #expect(Suggestion.nearest(to: "cat", in: ["hat", "bat", "rat"]) == "bat")
    #expect(Suggestion.nearest(to: "cat", in: [String]()) == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3), ("same", "SAME", 0), ("事件", "事", 1),
  ])
  func distances(_ a: String, _ b: String, expected: Int) {
    #expect(Suggestion.distance(a, b) == expected)
    #expect(Suggestion.distance(b, a) == expected)
  }
}
