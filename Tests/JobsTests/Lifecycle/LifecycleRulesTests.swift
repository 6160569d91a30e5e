import Kernel
import Testing

@testable import Jobs

/// What a lifecycle job says about its keys.
struct LifecycleRulesTests {
  @Test func theExampleReads() {
    let (job, diagnostics) = JobReading.read(Lifecycle.self, Lifecycle.example)
    #expect(diagnostics.isEmpty)
    #expect(job.rules.map(\.prefix.text) == ["domain-events/"])
    #expect(job.rules[0].transitions.map(\.days) == [30, 90, 365])
    #expect(job.rules[0].ageFrom == .created && job.rules[0].small == .stay)
  }

  @Test func everyKeyReads() {
    let (job, diagnostics) = JobReading.read(
      Lifecycle.self,
      "rules: [ { prefix: backup/, transitions: [ {after: 5w, to: ONEZONE_IA} ], age_from: partition, objects_under_128KiB: move } ]")
    #expect(diagnostics.isEmpty)
    #expect(job.rules[0].transitions == [.init(days: 35, to: .oneZoneIA)])
    #expect(job.rules[0].ageFrom == .partition && job.rules[0].small == .move)
  }

  static let refused: [(String, Code, String)] = [
    ("{}", 1003, "rules"),
    ("rules: [ { transitions: [ {after: 30d, to: GLACIER} ] } ]", 1003, "prefix"),
    ("rules: [ { prefix: e/ } ]", 1003, "transitions"),
    ("rules: [ { prefix: e/, transitions: [] } ]", 6713, "does nothing"),
    ("rules: [ { prefix: e/, transitions: [ {to: GLACIER} ] } ]", 1003, "after"),
    ("rules: [ { prefix: e/, transitions: [ {after: 30d} ] } ]", 1003, "to"),
    ("rules: [ { prefix: '', transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "whole lake"),
    ("rules: [ { prefix: /e/, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "relative"),
    ("rules: [ { prefix: e, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "must end in '/'"),
    ("rules: [ { prefix: e/../f/, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "'..'"),
    ("rules: [ { prefix: ./, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "'.'"),
    ("rules: [ { prefix: e//f/, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "empty part"),
    ("rules: [ { prefix: .storage/, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "own"),
    ("rules: [ { prefix: .nightshift/trash/, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "own"),
    ("rules: [ { prefix: \"e\\u0001/\", transitions: [ {after: 30d, to: GLACIER} ] } ]", 6711, "control"),
    ("rules: [ { prefix: curated/events/, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6712, "curated/"),
    ("rules: [ { prefix: operational/, transitions: [ {after: 30d, to: GLACIER} ] } ]", 6712, "operational/"),
    ("rules: [ { prefix: e/, transitions: [ {after: 30d, to: GLACER} ] } ]", 1009, "GLACER"),
    ("rules: [ { prefix: e/, transitions: [ {after: 30d, to: STANDARD} ] } ]", 6713, "STANDARD"),
    ("rules: [ { prefix: e/, transitions: [ {after: 29d, to: STANDARD_IA} ] } ]", 6713, "at least 30 days"),
    ("rules: [ { prefix: e/, transitions: [ {after: 7d, to: ONEZONE_IA} ] } ]", 6713, "at least 30 days"),
    (
      "rules: [ { prefix: e/, transitions: [ {after: 30d, to: STANDARD_IA}, {after: 59d, to: GLACIER} ] } ]", 6713,
      "less than 30 days after"
    ),
    ("rules: [ { prefix: e/, transitions: [ {after: 30d, to: GLACIER}, {after: 90d, to: STANDARD_IA} ] } ]", 6713, "cannot follow"),
    ("rules: [ { prefix: e/, transitions: [ {after: 30d, to: GLACIER}, {after: 90d, to: GLACIER} ] } ]", 6713, "cannot follow"),
    ("rules: [ { prefix: e/, transitions: [ {after: 90d, to: GLACIER}, {after: 30d, to: DEEP_ARCHIVE} ] } ]", 6713, "later"),
    ("rules: [ { prefix: e/, transitions: [ {after: 36h, to: GLACIER} ] } ]", 6714, "whole days"),
    ("rules: [ { prefix: e/, transitions: [ {after: soon, to: GLACIER} ] } ]", 1005, "duration"),
    ("rules: [ { prefix: e/, transitions: [ {after: 1d, to: GLACIER} ], age_from: birth } ]", 1009, "birth"),
    ("rules: [ { prefix: e/, transitions: [ {after: 1d, to: GLACIER} ], objects_under_128KiB: keep } ]", 1009, "keep"),
    ("rules: [ { prefix: e/, transitons: [ {after: 1d, to: GLACIER} ] } ]", 1001, "transitons"),
    (
      "rules: [ { prefix: e/, transitions: [ {after: 1d, to: GLACIER} ] }, { prefix: e/f/, transitions: [ {after: 1d, to: GLACIER} ] } ]",
      6710, "overlap"
    ),
  ]

  @Test(arguments: refused)
  func saysWhatIsWrong(_ yaml: String, _ code: Code, _ words: String) {
    let (_, diagnostics) = JobReading.read(Lifecycle.self, yaml)
    #expect(diagnostics.contains { $0.code == code && $0.message.contains(words) }, "\(diagnostics.map { "\($0.code) \($0.message)" })")
  }

  @Test func aMisspelledClassGetsASuggestionAndOverlapIsAWarning() {
    let misspelled = JobReading.read(Lifecycle.self, Self.refused[17].0).diagnostics
    #expect(misspelled.map(\.hint) == ["did you mean 'GLACIER'?"])
    let overlap = JobReading.read(Lifecycle.self, Self.refused[Self.refused.count - 1].0).diagnostics
    #expect(overlap.map(\.severity) == [.warning])
  }

  @Test func allProblemsComeAtOnceWithTheirPlaces() {
    let yaml = """
      rules:
        - prefix: events
          transitions: [ { after: 10d, to: STANDARD_IA } ]
        - prefix: curated/events/
          transitions: [ { after: 10d, to: GLACIER } ]
        - prefix: backup/
          transitions: [ { after: 1h, to: GLACIER } ]
      """
    let diagnostics = JobReading.read(Lifecycle.self, yaml).diagnostics
    #expect(diagnostics.map(\.code) == [6711, 6713, 6712, 6714])
    #expect(diagnostics.compactMap { $0.location?.line } == [2, 3, 4, 7])
  }
}
