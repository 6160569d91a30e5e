import Testing

@Suite struct ShapeTests {
  @Test func filesAreSmall() {
    for file in Repository.sources { #expect(file.lineCount <= 400, "\(file.path) has \(file.lineCount) lines") }
    let sizes = Repository.sources.map(\.lineCount).sorted()
    #expect(sizes[sizes.count / 2] <= 150)
  }

  @Test func namesSayWhatAThingIs() {
    let endings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Base"]
    for file in Repository.sources + Repository.tests {
      for name in [file.name] + declaredTypes(file) { #expect(!endings.contains { name.hasSuffix($0) }, "\(file.path) declares \(name)") }
    }
  }

  @Test func nothingIsLeftForLater() {
    for file in Repository.sources + Repository.tests where file.target != "ArchitectureTests" {
      #expect(file.places(of: ["TODO", "FIXME", "XXX", "HACK"], in: file.text) == [])
    }
    for file in Repository.sources { #expect(file.places(of: ["fatalError(", "preconditionFailure(", "try!", "as!"]) == []) }
  }

  private func declaredTypes(_ file: SourceFile) -> [String] {
    let words = file.code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    return zip(words, words.dropFirst()).filter { ["struct", "class", "enum", "protocol", "actor", "typealias"].contains($0.0) }.map {
      String($0.1)
    }
  }
}
