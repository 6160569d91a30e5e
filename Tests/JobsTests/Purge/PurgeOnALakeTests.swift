import Drivers
import JobKit
import Kernel
import Lake
import State
import TestSupport
import Testing

@testable import Jobs

/// Plans, what becomes of them, and the way back, on real files.
struct PurgeOnALakeTests {
  private let asOf = Instant("2026-06-01T02:00:00Z")!

  private func planner(
    _ rules: [(String, Int)], mayEmpty: Bool = true, atMost: Double = 1, holds: [PurgeHold] = [], trashDays: Int = 7
  ) -> PurgePlanner {
    PurgePlanner(
      rules: rules.map { PurgeRule(prefix: LakePrefix($0.0)!, days: $0.1, mayEmpty: mayEmpty) }, holds: holds,
      limits: PurgeGuard(atMost: atMost, trashDays: trashDays))
  }

  private func plan(_ place: TestLake, _ planner: PurgePlanner, compacts: Bool = false, asOf: Instant? = nil) async throws -> PurgePlan {
    try await planner.plan(document: TestLake.document(compacts: compacts), lake: place.lake, state: place.state, asOf: asOf ?? self.asOf)
  }

  private func outcome(_ place: TestLake, _ plan: PurgePlan, now: Instant? = nil, expecting: Int? = nil) throws -> JobOutcome {
    try Purge.outcome(for: plan, lake: place.lake, state: place.state, subject: place.cell, now: now ?? asOf, expecting: expecting)
  }

  private let table = TableName("raw.domain_events")
  private func key(_ day: String, _ name: String = "a.gz") -> String {
    "domain-events/\(HivePath.folder(LogicalDate(day)!.start, layout: ["year", "month", "day", "hour"]))/\(name)"
  }

  /// Old and young objects in two zones and two storage classes, an old and a young partition.
  private func fill(_ place: TestLake) throws {
    try place.deliver(key("2026-01-01"), "old", rows: [LogicalDate("2026-01-01")!: 2, LogicalDate("2025-12-31")!: 1])
    try place.deliver(key("2026-01-02"), "cold", location: ".storage/GLACIER/\(key("2026-01-02"))")
    try place.deliver(key("2026-05-31"), "young", modified: "2026-05-31T23:10:00Z")
    try place.put("backup/domain-events/b1.gz", "backup old", modified: "2026-01-05T00:00:00Z")
    try place.put("backup/domain-events/b2.gz", "backup young", modified: "2026-05-30T00:00:00Z")
    try place.publish(TableName("curated.events"), "2026-01-01", files: ["part-0.parquet", "part-1.parquet"])
    try place.publish(TableName("curated.events"), "2026-05-31", files: ["part-0.parquet"])
  }

  @Test func whatIsPlannedIsWhatGoesAndUndoBringsItBack() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try fill(place)
      let (before, catalog) = (try place.files(), try place.catalog())
      let plan = try await plan(place, planner([("domain-events/", 30), ("backup/domain-events/", 30), ("curated/events/", 30)]))
      #expect(plan.stops.isEmpty)
      #expect(
        plan.items.map(\.key) == [
          "backup/domain-events/b1.gz", "curated/events/year=2026/month=01/day=01", key("2026-01-01"), key("2026-01-02"),
        ])
      let outcome = try outcome(place, plan)
      #expect(outcome.counts["objects_purged"] == 4)
      #expect(outcome.audit.map { $0.facts["rule"] } == ["backup/domain-events/", "curated/events/", "domain-events/"])
      #expect(outcome.audit.allSatisfy { $0.action == "purge.trash" && $0.facts["plan"] == plan.hash.hex })
      try place.apply(outcome)

      let after = try place.files()
      #expect(after.count == before.count)
      let trashed = after.keys.filter { $0.hasPrefix(".nightshift/trash/\(plan.batch)/") }.map {
        String($0.dropFirst(".nightshift/trash/\(plan.batch)/".count))
      }
      #expect(
        trashed.sorted() == [
          "backup/domain-events/b1.gz", "curated/events/year=2026/month=01/day=01/part-0.parquet",
          "curated/events/year=2026/month=01/day=01/part-1.parquet",
          key("2026-01-01"), key("2026-01-02"),
        ])
      #expect(try place.state.read { try $0.objects(table) }.map(\.key) == [key("2026-05-31")])
      // Nothing is left to purge.
      let again = try await self.plan(place, planner([("domain-events/", 30), ("backup/domain-events/", 30), ("curated/events/", 30)]))
      #expect(again.items.isEmpty)

      try place.apply(try PurgeUndo.outcome(batch: plan.batch, lake: place.lake, state: place.state, subject: place.cell, now: asOf))
      let (restored, restoredCatalog) = (try place.files(), try place.catalog())
      #expect(restored == before)
      #expect(restoredCatalog == catalog)
      let bad = try place.state.read { try $0.verifyAudit() }
      #expect(bad == nil)
    }
  }

  @Test func theJobSaysWhatWaitsAndDoesIt() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.beat()
      try place.put("backup/a")
      try place.put("backup/year=2026/month=02/day=31/a")
      for index in 0..<60 { try place.put("backup/young\(index)", modified: "2026-05-31") }
      let job = JobReading.read(Purge.self, "rules: [ { prefix: backup/, retain: 30d } ]").job
      let context = place.context(place.cell)
      #expect(try await job.inputs(context.inputs) == .pending("1 object to purge (1 byte)"))
      let outcome = try await job.run(context)
      #expect(outcome.verdict == .done && outcome.moves.map(\.key) == ["backup/a"])
      #expect(outcome.counts == ["objects_purged": 1, "bytes_purged": 1, "objects_erased": 0, "bytes_erased": 0, "objects_kept_back": 1])
      try place.apply(outcome)
      #expect(try await job.inputs(context.inputs) == .pending(nil))

      for index in 0..<30 { try place.put("backup/old\(index)") }
      guard case .stopped(let failure) = try await job.run(context).verdict else {
        Issue.record("a third of the prefix went at once")
        return
      }
      #expect(failure.code == 6501 && failure.hint?.contains("--expect-delete 30") ?? false)
      guard case .pending(let waiting?) = try await job.inputs(context.inputs) else {
        Issue.record("nothing waits")
        return
      }
      #expect(waiting.hasPrefix("30 objects to purge (30 bytes), stopped by NS6501: "))
    }
  }

  @Test func afterItsDaysTheTrashIsErasedForGood() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try fill(place)
      let planner = planner([("domain-events/", 30)])
      let first = try await plan(place, planner)
      try place.apply(try outcome(place, first))
      try place.deliver(key("2026-06-09"), modified: "2026-06-09T01:00:00Z")
      let (early, late) = (Instant("2026-06-08T23:59:59Z")!, Instant("2026-06-09T02:00:00Z")!)
      let tooEarly = try await plan(place, planner, asOf: early)
      #expect(tooEarly.erasures.isEmpty)
      let due = try await plan(place, planner, asOf: late)
      #expect(due.erasures.map(\.batch) == [first.batch])
      #expect(due.summary == "1 batch of trash to erase")
      let erasing = try outcome(place, due, now: late)
      #expect(erasing.erasures == ["\(place.lake.trash)/\(first.batch)"])
      #expect(erasing.audit.map(\.action) == ["purge.erase"])
      try place.apply(erasing)
      #expect(try place.files().keys.allSatisfy { !$0.hasPrefix(".nightshift/trash") })
      let left = try place.state.read { try $0.trash() }
      #expect(left.isEmpty)
      let failure = #expect(throws: Failure.self) {
        try PurgeUndo.outcome(batch: first.batch, lake: place.lake, state: place.state, subject: place.cell, now: late)
      }
      #expect(failure?.code == 6520)
    }
  }

  @Test func whatChangedSinceThePlanIsLeftAlone() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.beat()
      for name in ["a", "b", "c", "d"] { try place.put("backup/\(name)", "1234") }
      try place.publish(TableName("curated.events"), "2026-01-01", files: ["p"])
      let plan = try await plan(place, planner([("backup/", 30), ("curated/", 30)]))
      #expect(plan.items.count == 5)
      try place.put("backup/a", "12345")
      try place.put("backup/b", "1234", modified: "2026-01-01T12:00:00.000001Z")
      try Files.remove(place.lake.path("backup/c"))
      try place.put("curated/events/year=2026/month=01/day=01/q", "new")
      let outcome = try outcome(place, plan)
      #expect(outcome.moves.map(\.key) == ["backup/d"])
      #expect(outcome.counts["objects_changed_since_plan"] == 4)
      #expect(outcome.audit.map { $0.facts["objects"] } == ["1"])
    }
  }

  @Test func rawObjectsWaitForCrawlAndCompaction() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      let (day, earlier) = (LogicalDate("2026-01-01")!, LogicalDate("2025-12-31")!)
      try place.deliver(key("2026-01-01"), rows: [day: 2, earlier: 1])
      try place.put(key("2026-01-01", "new.gz"))
      try place.put("curated/events/stray.parquet")
      let planner = planner([("domain-events/", 30), ("curated/", 30)])
      func reasons() async throws -> [String] { try await plan(place, planner, compacts: true).kept.map(\.reason) }
      func succeed(_ job: String, _ date: LogicalDate, inputs: [String: String] = [:]) throws {
        try place.state.write { writer in
          let run = try writer.beginRun(pipeline: "p", trigger: "run", dates: date...date, asOf: date.start, at: date.start)
          let cell = Cell(job: JobName(job), date: date)
          let id = try writer.reader.lastRows().jobRun + 1
          try writer.complete(
            JobRunStart(id: id, run: run, cell: cell, reason: "never ran", at: date.start),
            CellRecord(cell: cell, state: .succeeded, settings: [:], inputs: inputs, counts: [:]), at: date.start)
          try writer.endRun(run, exit: .success, at: date.start)
        }
      }
      func version(_ date: LogicalDate) throws -> [String: String] {
        [table.rawValue: try DateSelection(table, date, state: place.state).version]
      }
      let blocked = ["not in the catalog", "not compacted yet", "not crawled yet"], free = ["not in the catalog", "not crawled yet"]
      func purgesRaw() async throws -> Bool {
        try await plan(place, self.planner([("domain-events/", 30)]), compacts: true).items.map(\.key) == [key("2026-01-01")]
      }
      #expect(try await reasons() == blocked)
      for date in [day, earlier] {
        // A success without a live partition proves nothing, nor does one of another input.
        try succeed("events", date, inputs: try version(date))
        #expect(try await reasons() == blocked)
        try place.publish(TableName("curated.events"), date.description, files: ["p"])
        #expect(try await reasons() == (date == day ? blocked : free))
      }
      #expect(try await purgesRaw())

      // A late object makes what was compacted incomplete, until its dates are compacted after the crawl that read it.
      try place.deliver("domain-events/late.gz", modified: "2026-01-03T00:00:00Z", rows: [day: 1])
      #expect(try await reasons() == blocked)
      try succeed("crawl_events", LogicalDate("2026-01-02")!)
      #expect(try await reasons() == blocked)
      try succeed("events", day, inputs: [table.rawValue: "an older object was purged since"])
      #expect(try await reasons() == free)
    }
  }

  @Test func guardsChangeNothingAndANumberOverridesOnlySome() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      for index in 0..<10 { try place.put("backup/o\(index)", modified: index < 5 ? "2026-01-01" : "2026-05-31T20:00:00Z") }
      let strict = planner([("backup/", 30)], mayEmpty: false, atMost: 0.02)
      let plan = try await plan(place, strict)
      #expect(plan.stops.map(\.code) == [6501, 6501])
      func verdict(_ plan: PurgePlan, now: Instant? = nil, expecting: Int? = nil) throws -> Code? {
        let outcome = try outcome(place, plan, now: now, expecting: expecting)
        guard case .stopped(let failure) = outcome.verdict else { return nil }
        #expect(outcome.moves.isEmpty && outcome.erasures.isEmpty && outcome.audit.isEmpty && outcome.changes.isEmpty)
        return failure.code
      }
      #expect(try verdict(plan) == 6501)
      #expect(try verdict(plan, expecting: 4) == 6505)
      #expect(try verdict(plan, expecting: 5) == nil)
      #expect(try verdict(plan, now: asOf.adding(.days(1)), expecting: 5) == nil)
      #expect(try verdict(plan, now: asOf.adding(.days(1)).adding(seconds: 1), expecting: 5) == 6506)
      let wrongClock = try await self.plan(place, strict, asOf: Instant("2030-01-01")!)
      #expect(try verdict(wrongClock, now: Instant("2030-01-01")!, expecting: wrongClock.items.count) == 6502)
    }
  }

  @Test func aPlanThatWasChangedByHandIsRefused() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.beat()
      try place.put("backup/a")
      try place.put("secret/a")
      let text = try await plan(place, planner([("backup/", 30)])).encoded()
      for change in [("\"key\":\"backup/a\"", "\"key\":\"secret/a\""), ("\"bytes\":1", "\"bytes\":2"), ("\"stops\":[", "\"stops\": [")] {
        let changed = text.split(separator: change.0, omittingEmptySubsequences: false).joined(separator: change.1)
        #expect(changed != text)
        guard change.0 != "\"stops\":[" else {
          // White space is no change.
          #expect(try PurgePlan(encoded: changed).items.count == 1)
          continue
        }
        let failure = #expect(throws: Failure.self) { try PurgePlan(encoded: changed) }
        #expect(failure?.code == 6507)
      }
    }
  }

  /// Even a sealed plan is held against its own rules: a bug elsewhere must not reach outside a prefix.
  @Test func anItemOutsideItsRuleIsRefused() throws {
    try inScratchFolder { folder in
      let place = try TestLake(folder)
      for (key, location, rule) in [
        ("secret/a", "secret/a", "backup/"), ("backup/a", "secret/a", "backup/"), ("backup/a", "backup/a", ""),
        ("backup/../a", "backup/../a", "backup/"),
      ] {
        let item = PurgePlan.Item(
          key: key, location: location, table: nil, bytes: 1, modified: asOf, rule: rule, day: LogicalDate("2026-01-01")!,
          isPartition: false)
        let plan = PurgePlan(asOf: asOf, items: [item], erasures: [], kept: [], stops: [])
        guard case .stopped(let failure) = try outcome(place, plan).verdict else {
          Issue.record("\(key) was taken")
          continue
        }
        #expect(failure.code == 6507)
      }
    }
  }

  @Test func anEmptyListingAndALinkAreNoReasonToPurge() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.deliver(key("2026-01-01"))
      try Files.rename(place.lake.path("domain-events"), to: "\(folder)/away")
      let empty = try await plan(place, planner([("domain-events/", 30)]))
      #expect(empty.stops.map(\.code) == [6504] && empty.items.isEmpty)
      let link = ChildProcess(["ln", "-s", "\(folder)/away", place.lake.path("domain-events")], environment: [:], directory: "/")
      #expect(try await link.run().code == 0)
      let failure = await #expect(throws: Failure.self) { try await plan(place, planner([("domain-events/", 30)])) }
      #expect(failure?.code == 6701)
    }
  }

  @Test func undoOverwritesNothing() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.beat()
      try place.put("backup/a", "old")
      try place.put("backup/b", "old")
      let plan = try await plan(place, planner([("backup/", 30)]))
      try place.apply(try outcome(place, plan))
      func undo() throws {
        _ = try PurgeUndo.outcome(batch: plan.batch, lake: place.lake, state: place.state, subject: place.cell, now: asOf)
      }
      try place.put("backup/b", "redelivered")
      let taken = #expect(throws: Failure.self) { try undo() }
      #expect(taken?.code == 6521)
      try Files.remove(place.lake.path("backup/b"))
      try Files.remove("\(place.lake.trash)/\(plan.batch)/backup/a")
      let damaged = #expect(throws: Failure.self) { try undo() }
      #expect(damaged?.code == 6522)
    }
  }

  /// Random lakes and rules: what the plan names is what the lake loses, and what undo brings back.
  @Test func plannedEqualsAppliedOnRandomLakes() async throws {
    var random = SeededRandom(seed: 5)
    var purged = 0
    for round in 0..<200 {
      try await inScratchFolder { folder in
        let place = try TestLake(folder)
        try place.beat()
        let zones = ["domain-events/", "backup/domain-events/", "errors/domain-events/"]
        for index in 0..<Int.random(in: 1...25, using: &random) {
          let modified = asOf.adding(seconds: -Int.random(in: 0..<12_000_000, using: &random))
          let zone = zones.randomElement(using: &random)!
          let folders = Bool.random(using: &random) ? HivePath.folder(modified, layout: ["year", "month", "day", "hour"]) + "/" : ""
          let key = "\(zone)\(folders)o\(index).gz", text = String(repeating: "x", count: Int.random(in: 0...9, using: &random))
          if zone == zones[0] {
            try place.deliver(
              key, text, modified: modified.description, location: Bool.random(using: &random) ? nil : ".storage/GLACIER/\(key)")
          } else {
            try place.put(key, text, modified: modified.description)
          }
        }
        let rules = zones.filter { _ in Bool.random(using: &random) }.map { ($0, Int.random(in: 1...130, using: &random)) }
        let plan = try await plan(place, planner(rules))
        guard plan.stops.isEmpty else { return }
        let (before, catalog) = (try place.files(), try place.catalog())
        try place.apply(try outcome(place, plan))
        let after = try place.files()
        let lost = before.keys.filter { after[$0] == nil }.sorted()
        #expect(lost == plan.items.map(\.location).sorted(), "round \(round)")
        #expect(before.filter { after[$0.key] != nil } == after.filter { !$0.key.hasPrefix(".nightshift/") })
        purged += lost.count
        guard !plan.items.isEmpty else { return }
        try place.apply(try PurgeUndo.outcome(batch: plan.batch, lake: place.lake, state: place.state, subject: place.cell, now: asOf))
        let (restored, restoredCatalog) = (try place.files(), try place.catalog())
        #expect(restored == before)
        #expect(restoredCatalog == catalog)
      }
    }
    #expect(purged > 400)
  }
}
