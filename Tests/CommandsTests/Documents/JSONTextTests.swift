import FoundationEssentials
import Testing

@testable import Commands

struct JSONTextTests {
  @Test(arguments: ["", "plain", "with \"quotes\" and \\", "line\nbreak\ttab\rreturn", "\u{0}\u{1}\u{1F}", "夜 ✓ 🌙", "a/b"])
  func whatIsQuotedReadsBackTheSame(text: String) throws {
    #expect(try JSONDecoder().decode([String].self, from: Data("[\(JSONText.quoted(text))]".utf8)) == [text])
  }
}
