import Kernel
import Testing

@testable import Jobs

/// What a purge job says about its keys.
struct PurgeSettingsTests {
  @Test func theExampleReads() {
    let (job, diagnostics) = JobReading.read(Purge.self, Purge.example)
    #expect(diagnostics.isEmpty)
    #expect(job.planner.rules.map(\.days) == [2555, 90])
    #expect(job.planner.rules.map(\.mayEmpty) == [false, true])
    #expect(job.planner.limits == PurgeGuard(atMost: 0.02, trashDays: 7))
    #expect(job.planner.holds == [PurgeHold(prefix: "domain-events/year=2025/", reason: "tax audit", until: LogicalDate("2035-12-31")!)])
  }

  @Test func theGuardHasDefaults() {
    let (job, diagnostics) = JobReading.read(Purge.self, "rules: [ { prefix: e/, retain: 1d, age_from: created } ]\nguard: { at_most: 5% }")
    #expect(diagnostics.isEmpty)
    #expect(job.planner.limits == PurgeGuard(atMost: 0.05, trashDays: 7))
    #expect(job.planner.rules[0].ageFrom == .created && job.planner.holds.isEmpty)
    #expect(JobReading.read(Purge.self, "rules: [ { prefix: e/, retain: 1d } ]").job.planner.limits == PurgeGuard())
  }

  static let refused: [(String, Code, String)] = [
    ("{}", 1003, "rules"),
    ("rules: []", 6513, "purges nothing"),
    ("rules: [ { retain: 7y } ]", 1003, "prefix"),
    ("rules: [ { prefix: e/ } ]", 1003, "retain"),
    ("rules: [ { prefix: e, retain: 7y } ]", 6512, "must end in '/'"),
    ("rules: [ { prefix: '', retain: 7y } ]", 6512, "whole lake"),
    ("rules: [ { prefix: /, retain: 7y } ]", 6512, "relative"),
    ("rules: [ { prefix: ../other/, retain: 7y } ]", 6512, "'..'"),
    ("rules: [ { prefix: .nightshift/, retain: 7y } ]", 6512, "own"),
    ("rules: [ { prefix: e/, retain: 0d } ]", 6714, "at least 1d"),
    ("rules: [ { prefix: e/, retain: 12h } ]", 6714, "whole days"),
    ("rules: [ { prefix: e/, retain: 7 } ]", 1005, "duration"),
    ("rules: [ { prefix: e/, retain: 7y, may_empty: perhaps } ]", 1002, "may_empty"),
    ("rules: [ { prefix: e/, retain: 7y, retian: 1d } ]", 1001, "retian"),
    ("rules: [ { prefix: e/, retain: 7y }, { prefix: e/f/, retain: 1d } ]", 6511, "overlap"),
    ("rules: [ { prefix: e/, retain: 7y }, { prefix: e/, retain: 1d } ]", 6511, "overlap"),
    ("rules: [ { prefix: e/, retain: 7y } ]\nguard: { at_most: 2 }", 1006, "percentage"),
    ("rules: [ { prefix: e/, retain: 7y } ]\nguard: { trash: 0d }", 6714, "whole days"),
    ("rules: [ { prefix: e/, retain: 7y } ]\nguard: { most: 2% }", 1001, "most"),
    ("rules: [ { prefix: e/, retain: 7y } ]\nholds: [ { prefix: e/ } ]", 1003, "reason"),
    ("rules: [ { prefix: e/, retain: 7y } ]\nholds: [ { reason: r } ]", 1003, "prefix"),
    ("rules: [ { prefix: e/, retain: 7y } ]\nholds: [ { prefix: /e, reason: r } ]", 6514, "hold nothing"),
    ("rules: [ { prefix: e/, retain: 7y } ]\nholds: [ { prefix: e, reason: r, until: 2026-02-30 } ]", 1008, "until"),
  ]

  @Test(arguments: refused)
  func saysWhatIsWrong(_ yaml: String, _ code: Code, _ words: String) {
    let (_, diagnostics) = JobReading.read(Purge.self, yaml)
    #expect(diagnostics.contains { $0.code == code && $0.message.contains(words) }, "\(diagnostics.map { "\($0.code) \($0.message)" })")
  }
}
