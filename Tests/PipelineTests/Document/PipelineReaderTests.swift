import Drivers
import Kernel
import Testing

@testable import Pipeline

@Suite struct PipelineReaderTests {
  private static let root = Files.directory(of: Files.directory(of: Files.directory(of: Files.directory(of: #filePath))))

  private func nightly() throws -> PipelineDocument {
    let (document, diagnostics) = PipelineReader.read(file: "jobs/nightly.yaml", world: .test(in: Self.root))
    #expect(diagnostics == [])
    return try #require(document)
  }

  @Test func theNightlyPipelineIsReadWhole() throws {
    let document = try nightly()
    #expect(document.file == "\(Self.root)/jobs/nightly.yaml")
    #expect(document.name == "nightly" && document.owner == "data-platform@example.com")
    #expect(
      document.schedule == Schedule(cron: try #require(Cron("0 2 * * *")), start: try #require(LogicalDate("2026-01-01")), catchupLimit: 3))
    #expect(document.variables == ["environment": "development"])
    #expect(document.jobs.map(\.name.rawValue) == ["crawl_events", "events", "extract_shop", "quality", "tier_lake", "purge_lake"])
    #expect(document.jobs.map(\.kind) == ["crawl", "compact", "extract", "quality", "lifecycle", "purge"])
    #expect(document.jobs[3].needs == [JobName("events"), JobName("extract_shop")] && document.jobs[5].after == [JobName("tier_lake")])
    #expect(document.jobs.allSatisfy { $0.timeout == .seconds(1800) && $0.retries == JobDeclaration.Retries() && $0.enabled })
    let source = try #require(document.source(TableName("raw.domain_events")))
    #expect(source.path == "domain-events/" && source.layout == ["year", "month", "day", "hour"] && source.format == "json.gz")
    #expect(source.event == Source.EventKeys(id: "eventId", type: "eventType", time: "occurredOn", naiveTimesAre: "Asia/Taipei"))
  }

  @Test func connectionsAreResolved() throws {
    let document = try nightly()
    guard case .local(let path)? = document.connection("lake")?.kind,
      case .postgres(let dsn, let zone)? = document.connection("shop")?.kind,
      case .duckdb(let memory, let threads)? = document.connection("duckdb")?.kind
    else {
      Issue.record("a connection is missing")
      return
    }
    #expect(path == "\(Self.root)/data/genai-demo-development-data-lake")
    #expect(dsn.reveal() == "host=db" && zone == "Asia/Taipei")
    #expect(memory == 4 << 30 && threads == 2)
  }

  @Test func aJobTakesWhatItDoesNotSayFromTheDefaults() throws {
    let document = try #require(
      read(
        """
        pipeline: a
        schedule: { cron: 0 2 * * *, start: 2026-01-01 }
        defaults: { timeout: 5m, retries: { limit: 1, backoff: 20m } }
        jobs:
          plain: { kind: shell }
          own: { kind: shell, timeout: 1h, retries: { limit: 2 }, enabled: false, tags: nightly, needs: plain, owner: me, description: x }
        """
      ).document)
    #expect(document.jobs[0].timeout == .seconds(300))
    #expect(document.jobs[0].retries == JobDeclaration.Retries(limit: 1, backoff: .seconds(1200), cap: .seconds(1200)))
    #expect(
      document.jobs[1].timeout == .seconds(3600) && document.jobs[1].retries.limit == 2
        && document.jobs[1].retries.backoff == .seconds(1200))
    #expect(!document.jobs[1].enabled && document.jobs[1].tags == ["nightly"] && document.jobs[1].needs == [JobName("plain")])
  }

  @Test func deadlinesPoolsAndTheirUse() throws {
    let document = try nightly()
    #expect(document.deadline == TimeOfDay("05:30") && document.pools == ["memory": 4 << 30, "shop": 1])
    #expect(document.jobs.map(\.uses) == [[:], ["memory": 2 << 30], ["shop": 1], ["memory": 2 << 30], [:], [:]])
    #expect(document.jobs.map(\.priority) == [0, 0, 0, 10, 0, 0] && document.jobs.allSatisfy { $0.sequential == nil })

    let (other, diagnostics) = read(
      """
      pipeline: a
      schedule: { cron: "30 2,1 * * *", start: 2026-01-01 }
      connections: { lake: { kind: local, path: data } }
      pools: { shop: 3, disk: 10 GiB, licences: 1 }
      jobs:
        b: { kind: shell, uses: [shop, licences], deadline: 01:31, sequential: true, priority: -5 }
        c: { kind: shell, uses: { shop: 2, disk: 512MiB }, sequential: false }
      """)
    #expect(diagnostics == [])
    let jobs = try #require(other?.jobs)
    #expect(jobs.map(\.uses) == [["shop": 1, "licences": 1], ["shop": 2, "disk": 512 << 20]])
    #expect(jobs[0].deadline == TimeOfDay("01:31") && jobs.map(\.sequential) == [true, false] && jobs.map(\.priority) == [-5, 0])
    #expect(other?.deadline == nil)
  }

  @Test func whatChangesNoByteIsNoSetting() throws {
    let plain = try #require(YAMLReader.read(text: "kind: shell\ncommand: [ls]\n", file: "a").value)
    let busy = try #require(
      YAMLReader.read(
        text: """
          kind: shell
          command: [ls]
          description: x
          owner: me
          tags: [a]
          retries: { limit: 1 }
          timeout: 1h
          needs: [b]
          after: [c]
          enabled: false
          uses: { shop: 1 }
          priority: 3
          deadline: 05:30
          sequential: true
          """, file: "a"
      ).value)
    #expect(Settings.flattened(busy) == Settings.flattened(plain))
    let written = try #require(busy.pairs).map(\.key)
    #expect(Set(JobSection.keys.map(\.name)).isSubset(of: written))
  }

  @Test func aFileWithManyMistakesReportsAllOfThem() throws {
    let golden = GoldenCase(name: "many-mistakes")
    let codes = try golden.diagnostics.map(\.code)
    #expect(Set(codes) == [1001, 1002, 1003, 1005, 1006, 1008, 1022, 1031, 1032, 1040, 1041, 1042, 1046, 1060, 1062, 1063, 1064])
    #expect(codes.count == 18)
  }

  @Test func theKeysOfAKindAreReadBesideThoseOfEveryJob() throws {
    let job = try #require(
      read("pipeline: a\nschedule: { cron: 0 2 * * *, start: 2026-01-01 }\njobs: { b: { kind: shell, tags: [x], argv: [ls], more: 1 } }\n")
        .document?.jobs.first)
    var fields = job.fields()
    #expect(fields.strings("argv") == ["ls"])
    fields.finish()
    #expect(fields.diagnostics.map(\.message) == ["job 'b' has no key 'more'"])
  }

  /// What a section's reader asks for is what its description lists: an unknown key's hint names every key there is.
  @Test func sectionsReadTheKeysThatAreDescribed() throws {
    let sections: [(String, [KeySchema], [String])] = [
      ("x: 1", PipelineSchema.keys, ["connections", "jobs"]), ("schedule: { x: 1 }", ScheduleSection.keys, []),
      ("schedule: { catchup: { x: 1 } }", ScheduleSection.catchupKeys, []),
      ("connections: { c: { kind: local, x: 1 } }", ConnectionSection.keys(.local), ["kind"]),
      ("connections: { c: { kind: postgres, x: 1 } }", ConnectionSection.keys(.postgres), ["kind"]),
      ("connections: { c: { kind: duckdb, x: 1 } }", ConnectionSection.keys(.duckdb), ["kind"]),
      ("sources: { a.b: { x: 1 } }", SourceSection.keys, []),
      ("sources: { a.b: { event: { x: 1 } } }", SourceSection.eventKeys, []), ("defaults: { x: 1 }", JobSection.defaultKeys, []),
      ("defaults: { retries: { x: 1 } }", JobSection.retryKeys, []),
    ]
    for (text, keys, others) in sections {
      let hint = read(text).diagnostics.first { $0.message.hasSuffix("has no key 'x'") }?.hint
      #expect(hint == "known keys: " + (keys.map(\.name) + others).sorted().joined(separator: ", "), "\(text)")
    }
    let body = try #require(YAMLReader.read(text: "kind: shell", file: "a").value)
    let job = JobDeclaration(name: JobName("a"), kind: "shell", body: body, location: body.location)
    #expect(job.fields().knownKeys == JobSection.keys.map(\.name).sorted())
  }

  private func read(_ text: String) -> (document: PipelineDocument?, diagnostics: [Diagnostic]) {
    PipelineReader.read(text: text, file: "a.yaml", world: .test(in: "/srv"))
  }
}
