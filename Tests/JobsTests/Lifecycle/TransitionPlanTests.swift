import Kernel
import TestSupport
import Testing

@testable import Jobs

/// The clock, the waterfall and the choice between transitions, as S3 documents them.
struct TransitionPlanTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    /// Modification time, `class`, size in KiB.
    let created: String
    let from: StorageClass
    let kib: Int
    /// `30 STANDARD_IA, 90 GLACIER`.
    let rule: String
    let now: String
    let to: StorageClass?

    init(_ created: String, from: StorageClass = .standard, kib: Int = 1024, _ rule: String, at now: String, _ to: StorageClass?) {
      (self.created, self.from, self.kib, self.rule, self.now, self.to) = (created, from, kib, rule, now, to)
    }

    var testDescription: String { "\(created) \(from) \(kib) KiB, \(rule), at \(now) → \(to.map(\.rawValue) ?? "stays")" }
  }

  static let seed = "30 STANDARD_IA, 90 GLACIER, 365 DEEP_ARCHIVE"

  static let clock: [Vector] = [
    // Amazon's own example: created 2014-01-15T10:30Z, three days, due 2014-01-19T00:00Z.
    Vector("2014-01-15T10:30:00Z", "3 GLACIER", at: "2014-01-18T10:30:00Z", nil),
    Vector("2014-01-15T10:30:00Z", "3 GLACIER", at: "2014-01-18T23:59:59Z", nil),
    Vector("2014-01-15T10:30:00Z", "3 GLACIER", at: "2014-01-18T23:59:59.999999Z", nil),
    Vector("2014-01-15T10:30:00Z", "3 GLACIER", at: "2014-01-19T00:00:00Z", .glacier),
    Vector("2014-01-15T10:30:00Z", "3 GLACIER", at: "2014-01-19T00:00:01Z", .glacier),
    // Both ends of a day fall due together.
    Vector("2026-01-01T00:00:00.000001Z", "1 GLACIER", at: "2026-01-02T23:59:59Z", nil),
    Vector("2026-01-01T00:00:00.000001Z", "1 GLACIER", at: "2026-01-03T00:00:00Z", .glacier),
    Vector("2026-01-01T23:59:59.999999Z", "1 GLACIER", at: "2026-01-02T23:59:59Z", nil),
    Vector("2026-01-01T23:59:59.999999Z", "1 GLACIER", at: "2026-01-03T00:00:00Z", .glacier),
    // Exactly midnight: the day that begins there, so the midnight after the next.
    Vector("2026-01-01T00:00:00Z", "1 GLACIER", at: "2026-01-02T00:00:00Z", nil),
    Vector("2026-01-01T00:00:00Z", "1 GLACIER", at: "2026-01-02T23:59:59Z", nil),
    Vector("2026-01-01T00:00:00Z", "1 GLACIER", at: "2026-01-03T00:00:00Z", .glacier),
    // No days: the next midnight.
    Vector("2026-01-01T12:00:00Z", "0 GLACIER", at: "2026-01-01T23:59:59Z", nil),
    Vector("2026-01-01T12:00:00Z", "0 GLACIER", at: "2026-01-02T00:00:00Z", .glacier),
    Vector("2026-01-01T00:00:00Z", "0 GLACIER", at: "2026-01-01T00:00:00Z", nil),
    // Months, years and leap days are days.
    Vector("2024-01-30T05:00:00Z", "30 STANDARD_IA", at: "2024-02-29T23:59:59Z", nil),
    Vector("2024-01-30T05:00:00Z", "30 STANDARD_IA", at: "2024-03-01T00:00:00Z", .standardIA),
    Vector("2024-02-29T05:00:00Z", "365 DEEP_ARCHIVE", at: "2025-02-28T23:59:59Z", nil),
    Vector("2024-02-29T05:00:00Z", "365 DEEP_ARCHIVE", at: "2025-03-01T00:00:00Z", .deepArchive),
    Vector("2023-02-28T05:00:00Z", "365 DEEP_ARCHIVE", at: "2024-02-28T23:59:59Z", nil),
    Vector("2023-02-28T05:00:00Z", "365 DEEP_ARCHIVE", at: "2024-02-29T00:00:00Z", .deepArchive),
    Vector("2025-12-31T23:00:00Z", "1 GLACIER", at: "2026-01-01T23:59:59Z", nil),
    Vector("2025-12-31T23:00:00Z", "1 GLACIER", at: "2026-01-02T00:00:00Z", .glacier),
    // A clock behind the object moves nothing.
    Vector("2026-01-01T12:00:00Z", "30 STANDARD_IA", at: "2025-01-01T00:00:00Z", nil),
  ]

  static let waterfall: [Vector] = [
    // The shop's rule along one object's life.
    Vector("2025-01-01T06:00:00Z", seed, at: "2025-01-31T23:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", seed, at: "2025-02-01T02:00:00Z", .standardIA),
    Vector("2025-01-01T06:00:00Z", from: .standardIA, seed, at: "2025-02-02T02:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .standardIA, seed, at: "2025-04-01T23:59:59Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .standardIA, seed, at: "2025-04-02T02:00:00Z", .glacier),
    Vector("2025-01-01T06:00:00Z", from: .glacier, seed, at: "2026-01-01T23:59:59Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .glacier, seed, at: "2026-01-02T00:00:00Z", .deepArchive),
    Vector("2025-01-01T06:00:00Z", from: .deepArchive, seed, at: "2036-01-02T00:00:00Z", nil),
    // A lake that was never tiered goes straight to the class that its age asks for.
    Vector("2025-01-01T06:00:00Z", seed, at: "2025-05-01T00:00:00Z", .glacier),
    Vector("2025-01-01T06:00:00Z", seed, at: "2026-05-01T00:00:00Z", .deepArchive),
    // Never up, and not across.
    Vector("2025-01-01T06:00:00Z", from: .glacier, "30 STANDARD_IA", at: "2026-01-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .deepArchive, "90 GLACIER", at: "2026-01-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .oneZoneIA, "30 STANDARD_IA", at: "2026-01-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .oneZoneIA, "60 GLACIER_IR", at: "2026-01-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .glacierIR, "0 INTELLIGENT_TIERING", at: "2026-01-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .standardIA, "0 INTELLIGENT_TIERING", at: "2026-01-01T00:00:00Z", .intelligentTiering),
    Vector("2025-01-01T06:00:00Z", from: .intelligentTiering, "30 ONEZONE_IA", at: "2026-01-01T00:00:00Z", .oneZoneIA),
    // The best class is out of reach from here: the best that is in reach.
    Vector("2025-01-01T06:00:00Z", from: .oneZoneIA, "60 GLACIER_IR, 120 GLACIER", at: "2025-04-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", from: .oneZoneIA, "60 GLACIER_IR, 120 GLACIER", at: "2026-01-01T00:00:00Z", .glacier),
    // Already there.
    Vector("2025-01-01T06:00:00Z", from: .glacier, "90 GLACIER", at: "2026-01-01T00:00:00Z", nil),
  ]

  static let small: [Vector] = [
    Vector("2025-01-01T06:00:00Z", kib: 128, "30 STANDARD_IA", at: "2026-01-01T00:00:00Z", .standardIA),
    Vector("2025-01-01T06:00:00Z", kib: 127, "30 STANDARD_IA", at: "2026-01-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", kib: 4, "365 DEEP_ARCHIVE", at: "2036-01-01T00:00:00Z", nil),
    Vector("2025-01-01T06:00:00Z", kib: 0, "0 GLACIER", at: "2036-01-01T00:00:00Z", nil),
  ]

  @Test(arguments: clock + waterfall + small)
  func goesWhereS3WouldPutIt(_ vector: Vector) {
    let object = object("domain-events/a.gz", vector)
    let plan = TransitionPlan(rules: [rule(vector.rule)], listings: [listing([object])], asOf: Instant(vector.now)!)
    #expect(plan.items.map(\.to) == [vector.to].compactMap(\.self))
    #expect(plan.items.allSatisfy { $0.due <= plan.asOf && $0.object == object })
  }

  @Test func thereAreEnoughVectors() { #expect(Self.clock.count + Self.waterfall.count + Self.small.count >= 48) }

  @Test func smallObjectsMoveWhenTheRuleSaysSo() {
    let vector = Vector("2025-01-01T06:00:00Z", kib: 4, "30 STANDARD_IA", at: "2026-01-01T00:00:00Z", nil)
    let listings = [listing([object("domain-events/a.gz", vector)])]
    let stay = TransitionPlan(rules: [rule(vector.rule)], listings: listings, asOf: Instant(vector.now)!)
    #expect(stay.items.isEmpty && stay.small == 1 && stay.summary == nil)
    let move = TransitionPlan(rules: [rule(vector.rule, small: .move)], listings: listings, asOf: Instant(vector.now)!)
    #expect(move.items.count == 1 && move.small == 0)
    // One that is not due is not counted as too small.
    #expect(TransitionPlan(rules: [rule(vector.rule)], listings: listings, asOf: Instant("2025-01-05")!).small == 0)
  }

  @Test func ofTwoRulesTheColderClassWinsAndThenTheEarlier() {
    let vector = Vector("2025-01-01T06:00:00Z", "", at: "2026-01-01T00:00:00Z", nil)
    func target(_ rules: String..., at now: String = "2026-01-01") -> (StorageClass, String)? {
      let rules = rules.enumerated().map { rule($1, prefix: $0 == 0 ? "domain-events/" : "domain-events/deep/") }
      let listings = rules.map { LakeListing(prefix: $0.prefix, objects: [object("domain-events/deep/a.gz", vector)]) }
      return TransitionPlan(rules: rules, listings: listings, asOf: Instant(now)!).items.first.map { ($0.to, $0.rule) }
    }
    #expect(target("30 STANDARD_IA", "30 GLACIER")?.0 == .glacier)
    #expect(target("30 STANDARD_IA", "30 INTELLIGENT_TIERING")?.0 == .intelligentTiering)
    #expect(target("30 GLACIER_IR", "30 INTELLIGENT_TIERING")?.0 == .intelligentTiering)
    #expect(target("30 GLACIER", "30 INTELLIGENT_TIERING")?.0 == .glacier)
    #expect(target("30 GLACIER", "30 DEEP_ARCHIVE")?.0 == .deepArchive)
    #expect(target("60 GLACIER", "30 GLACIER")! == (.glacier, "domain-events/deep/"))
    #expect(target("30 GLACIER", "60 GLACIER")! == (.glacier, "domain-events/"))
    #expect(target("60 GLACIER", "30 GLACIER", at: "2025-02-05")! == (.glacier, "domain-events/deep/"))
  }

  @Test func agesCanCountFromThePartition() {
    let late = LakeObject(
      key: "domain-events/year=2025/month=01/day=01/hour=05/a.gz", location: "", storageClass: .standard, bytes: 1 << 20,
      modified: Instant("2025-06-01")!)
    let byDay = LifecycleRule(prefix: LakePrefix("domain-events/")!, transitions: [.init(days: 30, to: .standardIA)], ageFrom: .partition)
    func moves(_ object: LakeObject, _ now: String) -> Int {
      TransitionPlan(rules: [byDay], listings: [listing([object])], asOf: Instant(now)!).items.count
    }
    #expect(moves(late, "2025-01-31T23:59:59Z") == 0)
    #expect(moves(late, "2025-02-01T00:00:00Z") == 1)
    for key in ["domain-events/a.gz", "domain-events/year=2025/month=13/day=01/a.gz"] {
      let odd = LakeObject(key: key, location: key, storageClass: .standard, bytes: 1 << 20, modified: Instant("2020-01-01")!)
      let plan = TransitionPlan(rules: [byDay], listings: [listing([odd])], asOf: Instant("2026-01-01")!)
      #expect(plan.items.isEmpty && plan.undecided == 1)
    }
  }

  @Test func keysWithSeveralPlacesStay() {
    let twin = object("domain-events/a.gz", Vector("2020-01-01", "", at: "", nil))
    let plan = TransitionPlan(
      rules: [rule("0 GLACIER")], listings: [LakeListing(prefix: LakePrefix("domain-events/")!, objects: [], ambiguous: [twin])],
      asOf: Instant("2026-01-01")!)
    #expect(plan.items.isEmpty && plan.undecided == 1)
  }

  @Test func theSummaryAndTheGroupsAddUp() {
    let old = Vector("2024-01-01T06:00:00Z", "", at: "", nil), young = Vector("2025-11-15T06:00:00Z", "", at: "", nil)
    let objects = (1...3).map { object("domain-events/old\($0)", old) } + [object("domain-events/young", young)]
    let plan = TransitionPlan(rules: [rule(Self.seed)], listings: [listing(objects.reversed())], asOf: Instant("2026-01-01")!)
    #expect(plan.summary == "4 objects due: 3 to DEEP_ARCHIVE, 1 to STANDARD_IA")
    #expect(plan.items.map(\.object.key) == objects.map(\.key))
    #expect(plan.groups.map(\.items.count).reduce(0, +) == 4)
  }

  /// An independent judge, written the other way round: walk the days of the object's life from its creation.
  @Test func agreesWithAWalkThroughTheDays() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<2000 {
      let created = Instant(seconds: 1_700_000_000 + Int.random(in: 0..<40_000_000, using: &random))
      let now = Instant(seconds: 1_700_000_000 + Int.random(in: 0..<80_000_000, using: &random))
      let days = [
        Int.random(in: 30..<60, using: &random), Int.random(in: 90..<200, using: &random), Int.random(in: 200..<400, using: &random),
      ]
      let rule = LifecycleRule(
        prefix: LakePrefix("e/")!,
        transitions: zip(days, [StorageClass.standardIA, .glacier, .deepArchive]).map { .init(days: $0, to: $1) })
      let object = LakeObject(key: "e/a", location: "e/a", storageClass: .standard, bytes: 1 << 20, modified: created)
      let planned = TransitionPlan(rules: [rule], listings: [LakeListing(prefix: rule.prefix, objects: [object])], asOf: now).items.first?
        .to

      var expected: StorageClass?
      var midnights = 0
      var moment = created.seconds + 1
      while moment <= now.seconds {
        if moment % 86_400 == 0 {
          midnights += 1
          if midnights == days[0] + 1 { expected = .standardIA }
          if midnights == days[1] + 1 { expected = .glacier }
          if midnights == days[2] + 1 { expected = .deepArchive }
          moment += 86_400
        } else {
          moment += 86_400 - moment % 86_400
        }
      }
      #expect(planned == expected, "created \(created), now \(now), days \(days)")
    }
  }

  private func object(_ key: String, _ vector: Vector) -> LakeObject {
    LakeObject(key: key, location: key, storageClass: vector.from, bytes: vector.kib * 1024, modified: Instant(vector.created)!)
  }

  private func listing(_ objects: [LakeObject]) -> LakeListing { LakeListing(prefix: LakePrefix("domain-events/")!, objects: objects) }

  private func rule(_ text: String, prefix: String = "domain-events/", small: LifecycleRule.Small = .stay) -> LifecycleRule {
    let transitions = text.split(separator: ",").map { part in
      let words = part.split(separator: " ")
      return LifecycleRule.Transition(days: Int(words[0])!, to: StorageClass(rawValue: String(words[1]))!)
    }
    return LifecycleRule(prefix: LakePrefix(prefix)!, transitions: transitions, small: small)
  }
}
