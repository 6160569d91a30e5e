import Kernel
import State
import TestSupport
import Testing

@testable import Jobs

/// Which data goes, on which day, and what stops it: pure values, no disk.
struct PurgePlanTests {
  private let prefix = LakePrefix("e/")!

  private func unit(_ key: String, bytes: Int = 100, modified: String = "2026-01-01T12:00:00Z", block: PurgeSnapshot.Unit.Block? = nil)
    -> PurgeSnapshot.Unit
  {
    PurgeSnapshot.Unit(key: key, bytes: bytes, modified: Instant(modified)!, block: block)
  }

  private func dated(_ day: String, _ name: String = "a") -> PurgeSnapshot.Unit {
    let parts = day.split(separator: "-")
    return unit("e/year=\(parts[0])/month=\(parts[1])/day=\(parts[2])/\(name)")
  }

  /// A plan without limits on volume, so that boundaries are looked at alone.
  private func plan(
    _ units: [PurgeSnapshot.Unit], days: Int = 30, ageFrom: AgeClock.Origin? = nil, mayEmpty: Bool = true, atMost: Double = 1,
    catalogued: Int = 0,
    holds: [PurgeHold] = [], newestDelivery: Instant? = nil, newestAsOf: Instant? = nil, trash: [TrashRecord] = [], asOf: String
  ) -> PurgePlan {
    let snapshot = PurgeSnapshot(
      areas: [prefix: PurgeSnapshot.Area(units: units, catalogued: catalogued)], lakeObjects: 10_000, lakeBytes: 1_000_000,
      newestDelivery: newestDelivery,
      newestAsOf: newestAsOf, trash: trash)
    return PurgePlan(
      rules: [PurgeRule(prefix: prefix, days: days, ageFrom: ageFrom, mayEmpty: mayEmpty)], holds: holds, guard: PurgeGuard(atMost: atMost),
      snapshot: snapshot,
      asOf: Instant(asOf)!)
  }

  // MARK: boundaries

  static let byPartition: [(String, Int, String, Bool)] = [
    // Day D stays while D >= today - N.
    ("2026-01-01", 30, "2026-01-31T23:59:59Z", false), ("2026-01-01", 30, "2026-01-31T23:59:59.999999Z", false),
    ("2026-01-01", 30, "2026-02-01T00:00:00Z", true), ("2026-01-01", 30, "2026-02-01T00:00:01Z", true),
    ("2026-01-01", 1, "2026-01-02T23:59:59Z", false), ("2026-01-01", 1, "2026-01-03T00:00:00Z", true),
    // Leap days and month ends.
    ("2024-02-29", 365, "2025-02-28T23:59:59Z", false), ("2024-02-29", 365, "2025-03-01T00:00:00Z", true),
    ("2024-02-28", 1, "2024-02-29T23:59:59Z", false), ("2024-02-28", 1, "2024-03-01T00:00:00Z", true),
    ("2023-02-28", 1, "2023-03-01T23:59:59Z", false), ("2023-02-28", 1, "2023-03-02T00:00:00Z", true),
    ("2025-12-31", 90, "2026-03-31T23:59:59Z", false), ("2025-12-31", 90, "2026-04-01T00:00:00Z", true),
    // Seven years are 2,555 days.
    ("2019-01-01", 2555, "2025-12-30T23:59:59Z", false), ("2019-01-01", 2555, "2025-12-31T00:00:00Z", true),
  ]

  @Test(arguments: byPartition)
  func aPartitionsDayIsKeptForItsDays(_ day: String, _ days: Int, _ asOf: String, _ goes: Bool) {
    #expect(plan([dated(day)], days: days, asOf: asOf).items.count == (goes ? 1 : 0))
  }

  static let byCreation: [(String, Int, String, Bool)] = [
    ("2026-01-01T00:00:00Z", 30, "2026-01-31T23:59:59Z", false), ("2026-01-01T00:00:00Z", 30, "2026-02-01T00:00:00Z", true),
    ("2026-01-01T23:59:59.999999Z", 30, "2026-01-31T23:59:59Z", false), ("2026-01-01T23:59:59.999999Z", 30, "2026-02-01T00:00:00Z", true),
    ("2025-12-31T23:59:59Z", 30, "2026-01-30T23:59:59Z", false), ("2025-12-31T23:59:59Z", 30, "2026-01-31T00:00:00Z", true),
  ]

  @Test(arguments: byCreation)
  func aCreationIsKeptForItsDays(_ modified: String, _ days: Int, _ asOf: String, _ goes: Bool) {
    #expect(plan([unit("e/a", modified: modified)], days: days, asOf: asOf).items.count == (goes ? 1 : 0))
    // The folders' date is not looked at when the rule says so.
    let both = unit("e/year=2030/month=01/day=01/a", modified: modified)
    #expect(plan([both], days: days, ageFrom: .created, asOf: asOf).items.count == (goes ? 1 : 0))
  }

  @Test func whatCannotBeDatedStaysAndIsReported() {
    let units = [unit("e/year=2020/month=02/day=30/a"), unit("e/year=2020/a"), dated("2027-01-01"), unit("e/b", modified: "2030-01-01")]
    let plan = plan(units, asOf: "2026-06-01")
    #expect(plan.items.isEmpty)
    #expect(plan.kept.map(\.reason) == ["dated in the future", "no readable date"])
    #expect(plan.kept.map(\.objects) == [2, 2])
    #expect(self.plan([unit("e/b")], ageFrom: .partition, asOf: "2027-06-01").kept.map(\.reason) == ["no readable date"])
  }

  @Test(arguments: PurgeSnapshot.Unit.Block.allCases)
  func whatIsBlockedStaysAndIsReported(_ block: PurgeSnapshot.Unit.Block) {
    let plan = plan([unit("e/old", block: block), unit("e/older")], asOf: "2026-06-01")
    #expect(plan.items.map(\.key) == ["e/older"])
    #expect(plan.kept == [PurgePlan.Kept(rule: "e/", reason: block.rawValue, objects: 1, bytes: 100, example: "e/old")])
  }

  @Test func keysOutsideThePrefixNeverGo() {
    #expect(plan([unit("events/a"), unit("e/../x"), unit("e")], asOf: "2030-01-01").items.isEmpty)
  }

  // MARK: holds

  @Test func aHoldWinsUntilItsLastDay() {
    let hold = PurgeHold(prefix: "e/year=2025/", reason: "tax audit", until: LogicalDate("2026-06-01")!)
    let held = plan([dated("2025-03-03"), dated("2024-03-03")], holds: [hold], asOf: "2026-06-01T23:59:59Z")
    #expect(held.items.map(\.key) == ["e/year=2024/month=03/day=03/a"])
    #expect(held.kept.map(\.reason) == ["held: tax audit"])
    #expect(plan([dated("2025-03-03")], holds: [hold], asOf: "2026-06-02").items.count == 1)
  }

  @Test func aHoldWithinAPartitionHoldsTheWholeOfIt() {
    let partition = PurgeSnapshot.Unit(key: "e/year=2025/month=01/day=01", bytes: 1, modified: Instant("2025-01-02")!, isPartition: true)
    #expect(plan([partition], asOf: "2026-06-01").items.map(\.isPartition) == [true])
    #expect(plan([partition], holds: [PurgeHold(prefix: partition.key + "/part-0.parquet", reason: "x")], asOf: "2026-06-01").items.isEmpty)
  }

  @Test func aThousandRandomHoldsLoseNothingHeld() {
    var random = SeededRandom(seed: 3)
    let units = (0..<200).map { dated("20\(20 + $0 % 5)-\(($0 % 12 + 1).padded(2))-\(($0 % 28 + 1).padded(2))", "o\($0)") }
    for _ in 0..<1000 {
      let holds = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        let key = units.randomElement(using: &random)!.key
        return PurgeHold(prefix: String(key.prefix(Int.random(in: 2...key.count, using: &random))), reason: "r")
      }
      let plan = plan(units, holds: holds, asOf: "2026-06-01")
      for item in plan.items { #expect(!holds.contains { item.key.hasPrefix($0.prefix) }) }
      #expect(plan.items.count + plan.kept.reduce(0) { $0 + $1.objects } == units.count)
    }
  }

  // MARK: guards

  @Test func tooMuchOfAPrefixStops() {
    let old = (0..<3).map { unit("e/old\($0)") }, young = (0..<97).map { unit("e/young\($0)", modified: "2026-05-31") }
    let stopped = plan(old + young, mayEmpty: false, atMost: 0.02, asOf: "2026-06-01")
    #expect(stopped.stops.map(\.code) == [6501])
    #expect(stopped.stops[0].message == "3 of 100 objects (300 of 10000 bytes) of e/ would be purged, more than 2% at once")
    #expect(plan(old + young, mayEmpty: false, atMost: 0.03, asOf: "2026-06-01").stops.isEmpty)
    #expect(
      plan(Array(old.prefix(2)) + young + [unit("e/y", modified: "2026-05-31")], mayEmpty: false, atMost: 0.02, asOf: "2026-06-01").stops
        .isEmpty)
    // Few objects, many bytes.
    let large = plan([unit("e/large", bytes: 10_000)] + young, mayEmpty: false, atMost: 0.02, asOf: "2026-06-01")
    #expect(large.stops.map(\.code) == [6501])
  }

  @Test func tooMuchOfTheLakeStops() {
    let units = (0..<201).map { unit("e/\($0)") }
    #expect(plan(units, atMost: 0.02, asOf: "2026-06-01").stops.map(\.code) == [6501])
    #expect(plan(Array(units.dropLast()), atMost: 0.02, asOf: "2026-06-01").stops.isEmpty)
  }

  @Test func aDeadFeedStops() {
    let units = [unit("e/a", modified: "2026-01-01"), unit("e/b", modified: "2026-01-05")]
    let stopped = plan(units, mayEmpty: false, asOf: "2026-06-01")
    #expect(stopped.stops.map(\.code) == [6503] && stopped.stops[0].yieldsToNumber)
    #expect(plan(units, mayEmpty: true, asOf: "2026-06-01").stops.isEmpty)
    // Something younger is alive; something from the future is not.
    #expect(plan(units + [unit("e/c", modified: "2026-05-30")], mayEmpty: false, asOf: "2026-06-01").stops.isEmpty)
    #expect(plan(units + [unit("e/c", modified: "2027-05-30")], mayEmpty: false, asOf: "2026-06-01").stops.map(\.code) == [6503])
  }

  @Test func anEmptyListingStops() {
    #expect(plan([], catalogued: 5, asOf: "2026-06-01").stops.map(\.code) == [6504])
    #expect(plan([], catalogued: 5, asOf: "2026-06-01").stops.allSatisfy { !$0.yieldsToNumber })
    #expect(plan([], catalogued: 0, asOf: "2026-06-01").stops.isEmpty)
  }

  static let clocks: [(String, String?, String?, Bool)] = [
    ("2026-06-01T02:00:00Z", "2026-06-01T00:10:00Z", nil, false),
    ("2026-06-01T02:00:00Z", "2026-06-01T03:00:00Z", nil, false), ("2026-06-01T02:00:00Z", "2026-06-01T03:00:00.000001Z", nil, true),
    ("2026-06-01T02:00:00Z", "2026-05-30T02:00:00Z", nil, false), ("2026-06-01T02:00:00.000001Z", "2026-05-30T02:00:00Z", nil, true),
    ("2026-06-01T02:00:00Z", nil, "2026-06-01T02:00:00Z", false), ("2026-06-01T01:59:59Z", nil, "2026-06-01T02:00:00Z", true),
    ("2025-06-01T02:00:00Z", "2026-06-01T00:10:00Z", nil, true), ("2036-06-01T02:00:00Z", "2026-06-01T00:10:00Z", nil, true),
    ("2026-06-01T02:00:00Z", nil, nil, false),
  ]

  @Test(arguments: clocks)
  func anImplausibleClockStops(_ asOf: String, _ delivery: String?, _ run: String?, _ stops: Bool) {
    let newest = delivery.flatMap { Instant($0) }, newestRun = run.flatMap { Instant($0) }
    let plan = plan([unit("e/a", modified: "2020-01-01")], newestDelivery: newest, newestAsOf: newestRun, asOf: asOf)
    #expect(plan.stops.map(\.code) == (stops ? [6502] : []))
    // With nothing to remove, the clock disturbs nobody.
    #expect(self.plan([], newestDelivery: newest, newestAsOf: newestRun, asOf: asOf).stops.isEmpty)
  }

  // MARK: trash

  @Test func trashIsErasedAfterItsDaysAndNeverWhileHeld() {
    func record(_ batch: String, _ day: String, _ key: String) -> TrashRecord {
      TrashRecord(
        batch: batch, table: nil, key: key, origin: key, location: ".nightshift/trash/\(batch)/\(key)", bytes: 10,
        modified: Instant(seconds: 0), rule: "e/",
        trashedOn: LogicalDate(day)!, document: "{}")
    }
    let trash = [
      record("2026-05-01-aa", "2026-04-30", "e/a"), record("2026-05-01-aa", "2026-04-30", "e/b"),
      record("2026-05-02-bb", "2026-05-01", "e/c"),
    ]
    #expect(plan([], trash: trash, asOf: "2026-05-08T23:59:59Z").erasures.isEmpty)
    #expect(plan([], trash: trash, asOf: "2026-05-09").erasures == [PurgePlan.Erasure(batch: "2026-05-01-aa", objects: 2, bytes: 20)])
    #expect(plan([], trash: trash, asOf: "2026-05-10").erasures.map(\.batch) == ["2026-05-01-aa", "2026-05-02-bb"])
    #expect(
      plan([], holds: [PurgeHold(prefix: "e/b", reason: "r")], trash: trash, asOf: "2026-05-10").erasures.map(\.batch) == ["2026-05-02-bb"])
    #expect(plan([], newestDelivery: Instant("2026-01-01"), trash: trash, asOf: "2026-05-10").stops.map(\.code) == [6502])
  }

  // MARK: the value itself

  @Test func theHashStandsForTheDayAndTheItems() throws {
    let units = [unit("e/b"), unit("e/a")]
    let morning = plan(units, asOf: "2026-06-01T02:00:00Z")
    #expect(morning.items.map(\.key) == ["e/a", "e/b"])
    #expect(morning.hash == plan(units.reversed(), asOf: "2026-06-01T22:00:00Z").hash)
    #expect(morning.hash != plan(units, asOf: "2026-06-02").hash)
    #expect(morning.hash != plan([unit("e/b"), unit("e/a", bytes: 101)], asOf: "2026-06-01").hash)
    #expect(morning.batch == "2026-06-01-\(morning.hash.hex.prefix(12))")
    #expect(try PurgePlan(encoded: morning.encoded()) == morning)
    #expect(morning.summary == "2 objects to purge (200 bytes)")
    #expect(plan([], asOf: "2026-06-01").summary == nil)
    let failure = #expect(throws: Failure.self) { try PurgePlan(encoded: "{}") }
    #expect(failure?.code == 6510)
  }

  /// An independent judge: no dates, no instants, seconds since 1970 and string slices only.
  @Test func agreesWithAnOracleOnRandomLakes() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<500 {
      let now = 1_780_000_000 + Int.random(in: 0..<40_000_000, using: &random)
      let days = Int.random(in: 1...400, using: &random)
      let units = (0..<40).map { index -> PurgeSnapshot.Unit in
        let when = now - Int.random(in: -10...800, using: &random) * 86_400 - Int.random(in: 0..<86_400, using: &random)
        let folder = LogicalDate(containing: Instant(seconds: when)).description
        let key = Bool.random(using: &random) ? "e/date=\(folder)/o\(index)" : "e/o\(index)"
        return PurgeSnapshot.Unit(key: key, bytes: 1, modified: Instant(seconds: when))
      }
      let planned = Set(plan(units, days: days, asOf: Instant(seconds: now).description).items.map(\.key))
      // The midnight that began today, and the first second that is still kept.
      let firstKept = now - now % 86_400 - days * 86_400
      let expected = Set(units.filter { $0.modified.microseconds < firstKept * 1_000_000 }.map(\.key))
      #expect(planned == expected)
    }
  }
}
