import Catalog
import Drivers
import JobKit
import Kernel
import Scoring
import State
import TestSupport
import Testing

@testable import Jobs

/// A night as a whole: what is recorded, published and judged by history.
@Suite struct QualityTests {
  static let hours = """
    SELECT range AS event_id, TIMESTAMP '2026-11-21 00:00:00' + to_minutes(CAST(range AS INTEGER)) AS occurred_on FROM range(1440)
    """

  static let file = """
    dataset: curated.events
    tier: 1
    owner: data-platform@example.com
    key: event_id
    checks:
      - required: event_id
        severity: critical
        why: Every later step finds an event by its id.
        fix: nightshift run --date ${date} --select events --force --reason repaired
      - volume: rows
      - hours_present: occurred_on
      - fresh: occurred_on
        warn: 1h
        fail: 3h
    """

  private func with(_ body: (QualityHarness) async throws -> Void) async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile("events", Self.file)
      try await body(harness)
    }
  }

  @Test func aCleanNightPassesAndSaysSo() async throws {
    try await with { harness in
      try await harness.publish("curated.events", rows: Self.hours)
      let night = try await harness.night()
      #expect(night.outcome.verdict == .done)
      #expect(night.outcome.counts == ["checks": 4, "passed": 3, "warned": 0, "failed": 0, "unknown": 1])
      #expect(try night.check("rows.volume").state == .learning)
      #expect(try night.check("occurred_on.hours_present").hours == [Int](repeating: 60, count: 24))
      #expect(try night.check("occurred_on.fresh").q == 100)
      #expect(try night.check("event_id.required").fix == "nightshift run --date 2026-11-21 --select events --force --reason repaired")
      #expect(night.report.arrivals?.days.count == 7)
      let publication = try #require(night.outcome.publications.first)
      #expect(
        publication.table.rawValue == "reports.quality" && publication.key == "2026-11-21"
          && publication.target == "\(harness.root)/reports/2026-11-21")
    }
  }

  @Test func theSameNightTwiceGivesTheSameBytes() async throws {
    try await with { harness in
      try await harness.publish(
        "curated.events", rows: "\(Self.hours) WHERE range <> 7 UNION ALL SELECT NULL, TIMESTAMP '2026-11-21 03:00:00' FROM range(5)")
      let first = try await harness.night()
      let before = try Files.list(first.folder).map { ($0.path, try Files.read("\(first.folder)/\($0.path)")) }
      let second = try await harness.night()
      let after = try Files.list(second.folder).map { ($0.path, try Files.read("\(second.folder)/\($0.path)")) }
      #expect(before.map(\.0) == ["report.json", "rows/curated.events.event_id.required.jsonl"])
      #expect(before.map(\.0) == after.map(\.0) && before.map(\.1) == after.map(\.1))
    }
  }

  @Test func aMissingHourAndAMissingPartitionAreFound() async throws {
    try await with { harness in
      try await harness.publish("curated.events", rows: "SELECT * FROM (\(Self.hours)) WHERE hour(occurred_on) <> 6")
      let night = try await harness.night()
      #expect(try night.check("occurred_on.hours_present").finding == "1 of 24 hours without rows: 06:00 UTC")
      #expect(try night.check("occurred_on.hours_present").failing == 1)
      let empty = try await harness.night(QualityHarness.date.adding(days: 1))
      #expect(empty.report.checks.allSatisfy { $0.check.state == .notMeasured })
      #expect(empty.report.night.score == nil && empty.report.night.gate == .closed)
    }
  }

  @Test func aPartitionWithoutRowsIsNotGood() async throws {
    try await with { harness in
      try await harness.publish("curated.events", rows: "SELECT * FROM (\(Self.hours)) WHERE false")
      let night = try await harness.night()
      #expect(try night.check("event_id.required").state == .notMeasured)
      #expect(try night.check("occurred_on.hours_present").failing == 24)
      #expect(night.report.night.gate == .closed)
    }
  }

  @Test func aClosedGateStopsWhatFollowsUnlessToldOtherwise() async throws {
    try await with { harness in
      try await harness.publish("curated.events", rows: "\(Self.hours) UNION ALL SELECT NULL, TIMESTAMP '2026-11-21 03:00:00'")
      let stopping = try await harness.night()
      guard case .gateClosed(let reason) = stopping.outcome.verdict else {
        Issue.record("the gate is open")
        return
      }
      #expect(reason.hasPrefix("curated.events: a critical check failed"))
      #expect(!stopping.outcome.publications.isEmpty && !stopping.outcome.changes.isEmpty)
      let telling = try await harness.night(QualityHarness.date, QualityHarness.declaration + "\ngate: { closed_stops: nothing }")
      #expect(telling.outcome.verdict == .done && telling.report.night.gate == .closed)
    }
  }

  @Test func volumesAreJudgedByAcceptedNights() async throws {
    try await with { harness in
      var date = QualityHarness.date.adding(days: -9)
      var findings: [CheckState] = []
      for rows in [1000, 1010, 990, 1005, 995, 1000, 1002, 400, 998, 1001] {
        try await harness.publish("curated.events", on: date, rows: "SELECT * FROM (\(Self.hours)) LIMIT \(rows)")
        findings.append(try await harness.night(date).check("rows.volume").state)
        date = date.adding(days: 1)
      }
      #expect(findings == [CheckState](repeating: .learning, count: 7) + [.fail, .pass, .pass])
      let last = try await harness.night()
      let volumes = try #require(last.report.datasets.first?.volumes)
      #expect(volumes.map(\.rows) == [1000, 1010, 990, 1005, 995, 1000, 1002, 400, 998])
      #expect(volumes.filter { !$0.isAccepted }.map(\.rows) == [400])
      #expect(try last.check("rows.volume").volume?.fit?.expected.rounded() == 1000)
      #expect(last.report.history.count == 9)
    }
  }

  @Test func aFindingHasAnAgeAndADirection() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile("events", "dataset: curated.events\nkey: event_id\nchecks:\n  - required: event_id")
      let start = QualityHarness.date.adding(days: -5)
      var seen: [String] = []
      for (offset, missing) in [0, 1, 1, 3, 0, 0].enumerated() {
        let date = start.adding(days: offset)
        try await harness.publish(
          "curated.events", on: date, rows: "SELECT if(range < \(missing), NULL, range) AS event_id FROM range(100)")
        let check = try await harness.night(date).check("event_id.required")
        seen.append("\(check.change.rawValue) \(check.since?.description ?? "-")")
      }
      let since = start.adding(days: 1)
      #expect(seen == ["steady -", "new \(since)", "ongoing \(since)", "worse \(since)", "recovered -", "steady -"])
    }
  }

  @Test func whatOtherJobsCountedIsJudged() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile(
        "events",
        """
        dataset: curated.events
        checks:
          - quarantined: any
            table: raw.domain_events
            fail: 1%
          - quarantined: [malformed]
            table: raw.domain_events
          - duplicates: any
            fail: 100%
          - pii: any
          - late: any
          - late: any
            name: uncounted
            table: curated.elsewhere
        """)
      try await harness.publish("curated.events", rows: Self.hours)
      let crawl = Cell(job: JobName("crawl"), date: QualityHarness.date), compact = Cell(job: JobName("events"), date: QualityHarness.date)
      let raw = TableName("raw.domain_events"), curated = TableName("curated.events")
      try harness.state.write { writer in
        try writer.setEdgeCounts(
          crawl,
          [
            EdgeCount(table: raw, edge: .in, rows: 2000), EdgeCount(table: raw, edge: .out, rows: 1993),
            EdgeCount(table: raw, edge: .quarantined, reason: "malformed", rows: 4),
            EdgeCount(table: raw, edge: .quarantined, reason: "no_id", rows: 3),
          ])
        try writer.setEdgeCounts(
          compact,
          [
            EdgeCount(table: curated, edge: .in, rows: 1993), EdgeCount(table: curated, edge: .out, rows: 1981),
            EdgeCount(table: curated, edge: .duplicate, rows: 12),
            EdgeCount(table: curated, edge: .redacted, reason: "email", rows: 2),
          ])
      }
      let night = try await harness.night()
      func finding(_ name: String) throws -> String { try night.check(name).finding }
      #expect(try finding("rows.quarantined") == "7 of 2,000 rows: 4 malformed, 3 no_id")
      #expect(try night.check("rows.quarantined").state == .warn)
      #expect(try finding("malformed.quarantined") == "4 of 2,000 rows")
      #expect(try finding("rows.duplicates") == "12 of 1,993 rows")
      #expect(try finding("rows.pii") == "2 of 1,993 rows: 2 email")
      #expect(try night.check("rows.late").state == .pass)
      #expect(try night.check("uncounted").state == .notMeasured)
    }
  }

  @Test func changesOfTheFieldsAreCountedByEventDate() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile("events", "dataset: curated.events\nchecks:\n  - schema: raw.domain_events")
      let date = QualityHarness.date, table = TableName("raw.domain_events")
      for offset in -1...3 { try await harness.publish("curated.events", on: date.adding(days: offset), rows: "SELECT 1 AS event_id") }
      #expect(try await harness.night(date.adding(days: -1)).check("fields.schema").state == .notMeasured)
      func change(_ path: String, _ change: SchemaChange.Change, _ date: LogicalDate, _ rows: Int) throws -> String {
        try SortedJSON.encode([
          SchemaChange(
            path: FieldPath([.field(path)]), change: change, from: "int", to: "double", kinds: nil, events: ["OrderSubmitted"],
            rows: [date.description: rows])
        ])
      }
      try harness.state.write { writer in
        try writer.addSchema(table, on: date, columns: "[]", events: "{}", diff: "[]")
        try writer.addSchema(
          table, on: date.adding(days: 1), columns: "[]", events: "{}", diff: change("couponCode", .added, date.adding(days: 1), 1212))
        try writer.addSchema(
          table, on: date.adding(days: 2), columns: "[]", events: "{}", diff: change("points", .widened, date.adding(days: 2), 1))
        try writer.addSchema(
          table, on: date.adding(days: 3), columns: "[]", events: "{}", diff: change("items", .missing, date.adding(days: 3), 7))
      }
      var seen: [String] = []
      for offset in 0...3 {
        let check = try await harness.night(date.adding(days: offset)).check("fields.schema")
        seen.append("\(check.state.rawValue) \(check.failing ?? 0) \(check.finding)")
      }
      #expect(
        seen == [
          "pass 0 no field is new, gone or of another type", "warn 1212 new field couponCode in OrderSubmitted: 1,212 rows",
          "warn 1 wider type of points in OrderSubmitted, int to double: 1 row", "fail 7 field gone: items in OrderSubmitted: 7 rows",
        ])
    }
  }

  @Test func aMutedCheckIsShownAndDoesNotCloseTheGate() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile(
        "events",
        """
        dataset: curated.events
        checks:
          - required: event_id
            severity: critical
            mute: { until: 2026-11-22, reason: known until the importer is replaced }
        """)
      for offset in 0...1 {
        try await harness.publish("curated.events", on: QualityHarness.date.adding(days: offset), rows: "SELECT NULL AS event_id")
      }
      let muted = try await harness.night()
      #expect(try muted.check("event_id.required").state == .muted && muted.outcome.verdict == .done)
      #expect(try muted.check("event_id.required").finding == "1 of 1 rows; muted until 2026-11-22: known until the importer is replaced")
      #expect(try await harness.night(QualityHarness.date.adding(days: 1)).check("event_id.required").state == .fail)
    }
  }

  @Test func inputsAreThePartitionsAndTheCounts() async throws {
    try await with { harness in
      let (job, _) = try harness.job()
      let cell = Cell(job: JobName("quality"), date: QualityHarness.date)
      let context = InputContext(cell: cell, document: try harness.document, lake: harness.lake, state: harness.state, world: harness.world)
      let without = try await job.inputs(context)
      #expect(without == .versions(["curated.events": "missing"]))
      try await harness.publish("curated.events", rows: Self.hours)
      let with = try await job.inputs(context)
      try harness.state.write { try $0.setEdgeCounts(cell, [EdgeCount(table: TableName("curated.events"), edge: .late, rows: 1)]) }
      let counted = try await job.inputs(context)
      #expect(without != with && with != counted)
      #expect(job.reads == [TableName("curated.events")] && job.writes == [TableName("reports.quality")])
    }
  }

  @Test func theExampleIsReadWithoutAProblem() async throws {
    try await with { harness in
      let body = Quality.example.split(separator: "\n").dropFirst(3).map { String($0.drop { $0 == " " }) }.joined(separator: "\n")
      let (job, diagnostics) = try harness.job(body)
      #expect(diagnostics.isEmpty && job.closedStops == .downstream && job.datasets.count == 1)
      #expect(job.extraSettings["quality/events.yaml: checks[1].required"] == "event_id")
    }
  }
}
