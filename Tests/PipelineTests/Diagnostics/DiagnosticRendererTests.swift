import Kernel
import Testing

@testable import Pipeline

@Suite struct DiagnosticRendererTests {
  private func place(_ line: Int, _ column: Int, _ file: String = "a.yaml") -> Kernel.SourceLocation {
    Kernel.SourceLocation(file: file, line: line, column: column)
  }

  @Test func nothingToSayIsNothing() { #expect(DiagnosticRenderer(texts: [:]).render([]) == "") }

  @Test func sortedByPlaceEachOnceWithTheCounts() {
    let renderer = DiagnosticRenderer(texts: ["a.yaml": "one\ntwo\n", "b.yaml": "x\n"])
    let last = Diagnostic(1001, "last", at: place(1, 1, "b.yaml"), severity: .warning)
    let text = renderer.render([last, Diagnostic(1002, "second", at: place(2, 2), hint: "do"), Diagnostic(1070, "first", at: nil), last])
    #expect(
      text == """
        error NS1070: first

        a.yaml:2:2: error NS1002: second
            2 | two
              |  ^
          hint: do

        b.yaml:1:1: warning NS1001: last
            1 | x
              | ^

        2 errors, 1 warning in 2 files

        """)
  }

  @Test func aPlaceOutsideTheTextHasNoLine() {
    let text = DiagnosticRenderer(texts: ["a.yaml": "one\n"]).render([
      Diagnostic(1001, "m", at: place(9, 1)), Diagnostic(1001, "m", at: place(2, 1)),
    ])
    #expect(text == "a.yaml:2:1: error NS1001: m\n\na.yaml:9:1: error NS1001: m\n\n2 errors in a.yaml\n")
  }

  @Test func colourOnlyWhenAsked() {
    let diagnostic = Diagnostic(1001, "m", at: place(1, 1), hint: "h")
    #expect(!DiagnosticRenderer(texts: ["a.yaml": "x"]).render([diagnostic]).contains("\u{1b}"))
    #expect(DiagnosticRenderer(texts: ["a.yaml": "x"], color: true).render([diagnostic]).contains("\u{1b}[31merror NS1001:\u{1b}[0m m"))
  }

  @Test(arguments: ["\u{1b}[2J", "\u{202E}", "\r", "\u{7}", "\u{9b}31m"])
  func nothingFromTheFileMovesTheCursor(_ evil: String) {
    let text = DiagnosticRenderer(texts: ["a.yaml": "k: '\(evil.unicodeScalars.filter { $0 != "\r" })'"]).render([
      Diagnostic(1001, "has no key '\(evil)'", at: place(1, 1), hint: evil)
    ])
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isUnprintable })
  }

  @Test(arguments: [
    ("dsn: host=db password=x", "dsn: •••"), ("  a: { kind: postgres, dsn: \"secret\", x: 1 }", "  a: { kind: postgres, dsn: •••"),
    ("\"dsn\" : secret", "\"dsn\" : •••"),
    ("url: postgres://u:secret@h/d", "url: postgres://u:•••@h/d"), ("x: 'password=secret'", "x: 'password=•••'"),
    ("dsn_of: shop", "dsn_of: shop"), ("undsn: shop", "undsn: shop"),
    ("dsn:", "dsn:"), ("dns: postgres://u:secret@h, dsn: x", "dns: postgres://u:•••@h, dsn: •••"),
  ])
  func secretsAreHidden(_ line: String, shown: String) { #expect(SecretMask(SourceLines(line)).apply(line, number: 1) == shown) }

  @Test func aSecretOnTheLinesBelowItsKeyIsHiddenToo() {
    let lines = SourceLines("shop:\n  dsn: >\n    host=db\n\n    secret\n  kind: postgres\n")
    let mask = SecretMask(lines)
    #expect(
      (1...6).map { mask.apply(lines[$0] ?? "", number: $0) } == ["shop:", "  dsn: •••", "    •••", "", "    •••", "  kind: postgres"])
  }

  @Test func linesAreCutAsLibYAMLCountsThem() {
    let lines = SourceLines("a\r\nb\rc\nd\u{85}e\u{2028}f\n")
    #expect((1...8).map { lines[$0] } == ["a", "b", "c", "d", "e", "f", "", nil])
    #expect(SourceLines("").count == 1)
  }
}
