import Testing

@testable import Jobs

struct LineSplitterTests {
  private func split(_ pieces: [[UInt8]]) -> [String] {
    var splitter = LineSplitter()
    let lines = pieces.flatMap { splitter.add($0) }
    return lines + [splitter.finish()].compactMap(\.self)
  }

  @Test func piecesDoNotMatter() {
    let text = Array("one\ntwo\r\n\n  \nth\u{20AC}\u{1F319}ree".utf8)
    let whole = split([text])
    #expect(whole == ["one", "two", "", "  ", "th\u{20AC}\u{1F319}ree"])
    for size in 1...text.count {
      let pieces = stride(from: 0, to: text.count, by: size).map { Array(text[$0..<min($0 + size, text.count)]) }
      #expect(split(pieces) == whole)
    }
    #expect(split([]).isEmpty && split([[]]).isEmpty)
  }

  @Test func aLineWithoutAnEndIsCut() {
    #expect(split([[UInt8](repeating: 0x78, count: 40_000)]).map(\.utf8.count) == [16_384, 16_384, 7232])
  }

  @Test func aCutIsNotInsideACharacter() {
    let text = "x" + String(repeating: "\u{20AC}", count: 10_000)
    let lines = split([Array(text.utf8)])
    #expect(lines.joined() == text && lines.count == 2)
  }
}
