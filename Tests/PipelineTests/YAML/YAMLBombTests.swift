import Kernel
import Testing

@testable import Pipeline

/// Bombs are held against the work they cause, counted, so that no clock decides.
@Suite struct YAMLBombTests {
  private func work(_ text: String) throws -> (visited: Int, codes: Set<Code>) {
    var builder = YAMLBuilder(text: text, file: "a.yaml")
    _ = builder.build()
    return (builder.visited, Set(builder.diagnostics.map(\.code)))
  }

  private func ladder(_ levels: Int, _ width: Int) -> String {
    let rungs = (1..<levels).map { level in "a\(level): &a\(level) [\((0..<width).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]" }
    return (["a0: &a0 [x]"] + rungs).joined(separator: "\n") + "\n"
  }

  @Test func aLadderOfAliasesCostsItsTextAndNoMore() throws {
    let (visited, codes) = try work(ladder(9, 9))
    #expect(codes == [1019])
    #expect(visited <= 1 + 9 + 8 * 9 + 1)
  }

  @Test func aLadderInAKeyCostsNoMore() throws {
    let (visited, codes) = try work(ladder(60, 2) + "? [*a59, *a59]\n: boom\n? *a59\n: boom\n")
    #expect(codes == [1019, 1024])
    #expect(visited <= 1 + 60 + 59 * 2 + 1 + 2)
  }

  @Test func oneHundredAliasesAreAllowed() throws {
    let hundred = (0..<100).map { _ in "*x" }.joined(separator: ", ")
    #expect(try work("a: &x 1\nb: [\(hundred)]\n").codes == [])
    #expect(try work("a: &x 1\nb: [\(hundred), *x]\n").codes == [1019])
  }

  @Test func aLargeValueMayNotBeRepeatedUntilItFillsMemory() throws {
    let large = (0..<5000).map { _ in "1" }.joined(separator: ",")
    let (visited, codes) = try work("a: &x [\(large)]\nb: [\((0..<50).map { _ in "*x" }.joined(separator: ", "))]\n")
    #expect(codes == [1026])
    #expect(visited <= 5000 + 50 + 10)
  }

  @Test func nestingCountsThroughAliases() throws {
    func nested(_ depth: Int, _ core: String) -> String {
      String(repeating: "[", count: depth) + core + String(repeating: "]", count: depth)
    }
    #expect(try work("a: \(nested(62, "1"))\n").codes == [])
    #expect(try work("a: \(nested(64, "1"))\n").codes == [1020])
    #expect(try work("a: &x \(nested(40, "1"))\nb: \(nested(40, "*x"))\n").codes == [1020])
    #expect(try work("a: &x \(nested(20, "1"))\nb: \(nested(20, "*x"))\n").codes == [])
  }

  @Test(arguments: [
    String(repeating: "[", count: 10_000), String(repeating: "{a: ", count: 10_000),
    "a: " + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
    String(repeating: "- ", count: 10_000) + "x", (0..<1400).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    String(repeating: "? ", count: 10_000) + "x",
  ])
  func tenThousandDeepIsRefusedBeforeItIsBuilt(_ text: String) throws {
    let (visited, codes) = try work(text)
    #expect(!codes.isEmpty)
    #expect(visited <= 200)
  }

  @Test func anAnchorInsideItselfIsUnknownThere() throws { #expect(try work("a: &x [1, *x]\n").codes == [1025]) }
}
