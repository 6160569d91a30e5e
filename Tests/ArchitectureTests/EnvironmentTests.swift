import Testing

/// `nightshift --help` names every environment variable that the sources read or set, and no other.
@Suite struct EnvironmentTests {
  private static let page = "Sources/Commands/Reference/EnvironmentHelp.swift"
  private static var own: Regex<(Substring, Substring?)> { /NIGHTSHIFT_[A-Z]+(_[A-Z]+)*/ }
  private static var read: Regex<(Substring, Substring)> { /environment\["([A-Z_]+)"\]/ }

  @Test func theHelpIsComplete() throws {
    let help = try #require(Repository.sources.first { $0.path == Self.page })
    let named = Set(help.text.matches(of: Self.own).map { String($0.output.0) })
    let others = Repository.sources.filter { $0.path != Self.page && $0.target != "DemoData" && $0.target != "TestSupport" }
    let used = Set(others.flatMap { $0.text.matches(of: Self.own).map { String($0.output.0) } })
    #expect(used.count > 10)
    #expect(named.subtracting(used) == [], "nobody knows them")
    #expect(used.subtracting(named) == [], "the help does not name them")
    let foreign = Set(others.flatMap { $0.text.matches(of: Self.read).map { String($0.output.1) } })
    #expect(foreign.contains("NO_COLOR"))
    #expect(foreign.filter { !help.text.contains($0) } == [], "the help does not name them")
  }
}
