import Testing

@Suite struct CodeOnlyTests {
  @Test(arguments: [
    ("let a = 1 // b", "let a = 1     "), ("f(\"x // y\") // z", "f(        )     "), ("a /* b\nc */ d", "a     \n     d"),
    ("\"\\\"\" + x", "     + x"),
    ("\"a\\(f(\"b\"))c\" + d", "              + d"), ("#\"a\"b\"# + c", "        + c"),
    ("\"\"\"\n a \"b\"\n \"\"\" + c", "   \n      \n     + c"), ("x #if y", "x #if y"),
    ("\"\" + a", "   + a"),
  ])
  func commentsAndLiteralsAreBlanked(_ text: String, expected: String) { #expect(CodeOnly.blanked(text) == expected) }

  @Test func importsAreFoundInAllTheirForms() {
    let file = SourceFile(
      path: "Sources/A/B.swift",
      text:
        "public import Kernel\n@testable import Pipeline\nimport func Glibc.log // import X\n// import Y\nlet s = \"import Z\"\n@preconcurrency private import GRDB\n"
    )
    #expect(file.imports.map(\.module) == ["Kernel", "Pipeline", "Glibc", "GRDB"])
    #expect(file.imports.map(\.name) == [nil, nil, "log", nil])
    #expect(file.places(of: ["import Y", "log", "import"]) == [1, 2, 3, 6].map { "Sources/A/B.swift:\($0)" })
  }
}
