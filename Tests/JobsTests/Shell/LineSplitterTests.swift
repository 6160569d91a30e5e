import Synchronization
import Testing

@testable import Jobs

struct LineSplitterTests {
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  private func split(_ pieces: [String]) -> (lines: [String], last: String?) {
    let lines = Lines()
    let splitter = LineSplitter { line in lines.all.withLock { $0.append(line) } }
    pieces.forEach(splitter.add)
    splitter.finish()
    return (lines.all.withLock(\.self), splitter.last)
  }

  @Test func piecesDoNotMatter() {
    let text = "one\ntwo\r\n\n  \nthree"
    let whole = split([text])
    #expect(whole.lines == ["one", "two", "", "  ", "three"] && whole.last == "three")
    #expect(split(text.unicodeScalars.map(String.init)).lines == whole.lines)
    #expect(split([]).lines.isEmpty && split(["\n", "\n"]).last == nil)
  }

  @Test func aLineWithoutAnEndIsCut() {
    let lines = split([String(repeating: "x", count: 40_000)]).lines
    #expect(lines.map(\.utf8.count) == [16_384, 16_384, 7232])
  }
}
