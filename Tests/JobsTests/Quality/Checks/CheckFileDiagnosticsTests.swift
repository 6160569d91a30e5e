import Drivers
import Kernel
import TestSupport
import Testing

@testable import Jobs

/// What is wrong with check files is said all at once, at its place.
@Suite struct CheckFileDiagnosticsTests {
  private func problems(_ file: String) throws -> [String] {
    try inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile("events", file)
      return try harness.job().diagnostics.map { "\($0.code) \($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" }
    }
  }

  private func check(_ text: String) throws -> [String] { try problems("dataset: curated.events\nchecks:\n  - \(text)") }

  @Test func severalProblemsOfOneFileComeTogether() throws {
    #expect(
      try problems(
        """
        dataset: curated.events
        tier: 7
        checks:
          - severity: major
          - required: event_id
            severty: major
          - in: status
          - fresh: occurred_on
            warn: soon
        """) == [
          "NS1004 2:7 'tier' of check file 'events.yaml' must be from 1 to 3, not 7",
          "NS6401 4:5 a check of curated.events names no rule",
          "NS1001 6:5 check file 'events.yaml', checks[2] has no key 'severty'",
          "NS1003 7:5 check file 'events.yaml', checks[3] needs the key 'values'",
          "NS1005 9:11 'warn' of check file 'events.yaml', checks[4] must be a duration",
        ])
  }

  @Test func aCheckHasOneRule() throws {
    #expect(try check("{ required: a, unique: a }") == ["NS6401 3:5 a check of curated.events names several rules: required, unique"])
  }

  @Test func sqlIsOneStatement() throws {
    #expect(try check("{ sql: 'SELECT 1; DROP TABLE x', name: two }").map { $0.prefix(6) } == ["NS6402"])
    #expect(try check("{ required: a, where: 'b; c' }").map { $0.prefix(6) } == ["NS6402"])
    #expect(try check("{ sql: SELECT 1 }").map { $0.prefix(6) } == ["NS1003"])
  }

  @Test func namesAreUnique() throws {
    #expect(try check("{ required: a }\n  - { required: a }").map { $0.prefix(6) } == ["NS6403"])
    #expect(try check("{ required: a }\n  - { required: a, name: again }").isEmpty)
  }

  @Test func limitsAreInOrder() throws {
    #expect(try check("{ required: a, warn: 2%, fail: 1% }").map { $0.prefix(6) } == ["NS6404"])
    #expect(try check("{ fresh: a, warn: 2h, fail: 1h }").map { $0.prefix(6) } == ["NS6404"])
    #expect(try check("{ required: a, warn: 1%, fail: 2% }").isEmpty)
  }

  @Test(arguments: ["{ compare: a is b }", "{ range: a }", "{ length: a }", "{ ref: a, to: customers }", "{ pii: any, where: a }"])
  func rulesAreComplete(text: String) throws { #expect(try check(text).map { $0.prefix(6) } == ["NS6405"]) }

  @Test func namesAreSafe() throws { #expect(try check("{ required: a, name: ../etc }").map { $0.prefix(6) } == ["NS6406"]) }

  @Test func theFolderHoldsFilesAndTheReportHasADate() throws {
    try inScratchFolder { root in
      let harness = try QualityHarness(root)
      let (_, diagnostics) = try harness.job("checks: quality/\nreport: reports/latest")
      #expect(diagnostics.map(\.code) == [6407, 6408])
    }
  }

  @Test func aDatasetHasOneFile() throws {
    try inScratchFolder { root in
      let harness = try QualityHarness(root)
      for name in ["a", "b"] { try harness.checkFile(name, "dataset: curated.events\nchecks: []") }
      #expect(try harness.job().diagnostics.map(\.code) == [6403])
    }
  }
}
