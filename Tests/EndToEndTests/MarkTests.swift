import Drivers
import Kernel
import Testing

/// What a person says about cells: shown first, done with `--yes`, recorded, and followed by the next run.
struct MarkTests {
  private static let jobs = """
    load: { kind: shell, command: [sh, -c, "echo load $NIGHTSHIFT_DATE >> log"] }
    model: { kind: shell, command: [sh, -c, "echo model $NIGHTSHIFT_DATE >> log"], needs: [load] }
    other: { kind: shell, command: ["true"] }
    """

  private func filled() async throws -> SmallPipeline {
    let pipeline = try SmallPipeline("mark", jobs: Self.jobs)
    let backfill = try await pipeline.nightshift("backfill", "--from", "2026-01-05", "--to", "2026-01-10")
    #expect(backfill.code == 0, "\(backfill.errors)")
    #expect(try await pipeline.running("plan", "plan", "--last", "6d") == [])
    return pipeline
  }

  @Test func aRestatementIsPreviewedAndChangesNothing() async throws {
    let pipeline = try await filled()
    let preview = try await pipeline.nightshift(
      "restate", "load", "--from", "2026-01-04", "--to", "2026-01-06", "--reason", "wrong rates", "--downstream")
    #expect(preview.code == 0)
    #expect(
      preview.output == """
        · load   2026-01-04                     now never ran  left as it is: never ran: it runs anyway
        ✓ load   2026-01-05 .. 2026-01-06  (2)  now succeeded  -> to be done again
        · model  2026-01-04                     now never ran  left as it is: never ran: it runs anyway
        ✓ model  2026-01-05 .. 2026-01-06  (2)  now succeeded  -> to be done again
        4 cells would be done again by the next run of them, by ada: wrong rates
        nothing is changed yet: the same command with --yes does it

        """)
    #expect(try await pipeline.running("plan", "plan", "--last", "6d") == [])
    #expect(try await pipeline.nightshift("audit").output.contains("is empty"))
  }

  @Test func aRestatementIsDoneRecordedAndFollowedByTheNextBackfill() async throws {
    let pipeline = try await filled()
    let done = try await pipeline.nightshift(
      "restate", "load", "--from", "2026-01-05", "--to", "2026-01-06", "--reason", "wrong rates", "--downstream", "--yes")
    #expect(done.code == 0, "\(done.errors)")
    let next = "backfill --from 2026-01-05 --to 2026-01-06 --select load,model"
    #expect(done.output == "restated 4 cells; next: nightshift \(next)\n")
    let expected = ["load@2026-01-05", "load@2026-01-06", "model@2026-01-05", "model@2026-01-06"].map {
      "\($0) restated by ada: wrong rates"
    }
    #expect(try await pipeline.running("plan", "plan", "--last", "6d") == expected)
    let audit = try await pipeline.nightshift("audit").output
    #expect(
      audit.contains("cell.restate  load 2026-01-05 .. 2026-01-06   act=restate by=ada cells=2 were=succeeded why=wrong rates"), "\(audit)")
    #expect(try await pipeline.nightshift("status", "--grid").output.contains("A  A  ✓  ✓  ✓  ✓\n"))
    let again = try await pipeline.nightshift(["restate", "load", "--last", "6d", "--reason", "again"])
    #expect(again.output.contains("left as it is: is restated already"))

    let log = try Files.readText("\(pipeline.home)/log").split(separator: "\n").count
    let words = next.split(separator: " ").map(String.init)
    #expect(try await pipeline.nightshift(words).code == 0)
    #expect(try Files.readText("\(pipeline.home)/log").split(separator: "\n").count == log + 4)
    #expect(try await pipeline.running("plan", "plan", "--last", "6d") == [])
    let why = try await pipeline.nightshift("why", "load", "--date", "2026-01-05").output
    #expect(why.contains("restated by ada: wrong rates"))
  }

  @Test func whatNeedsItCanBeMarkedWithIt() async throws {
    let pipeline = try SmallPipeline("mark", jobs: Self.jobs)
    let void = try await pipeline.nightshift(
      "mark", "void", "load", "--last", "2d", "--downstream", "--reason", "the shop was closed", "--yes")
    #expect(void.output == "marked 4 cells as void; `nightshift restate` takes it back\n", "\(void.errors)")
    #expect(
      try await pipeline.running("run", "backfill", "--last", "2d") == ["other@2026-01-09 never ran", "other@2026-01-10 never ran"])
  }

  @Test func voidIsSkippedAndWhatNeedsItGoesOnWithoutIt() async throws {
    let pipeline = try SmallPipeline("mark", jobs: Self.jobs)
    let void = try await pipeline.nightshift(
      "mark", "void", "load", "--from", "2026-01-09", "--to", "2026-01-10", "--reason", "the shop was closed", "--yes")
    #expect(void.output == "marked 2 cells as void; `nightshift restate` takes it back\n", "\(void.errors)")
    #expect(
      try await pipeline.running("run", "backfill", "--last", "2d") == [
        "model@2026-01-09 never ran", "model@2026-01-10 never ran", "other@2026-01-09 never ran", "other@2026-01-10 never ran",
      ])
    let plan = try await pipeline.nightshift("plan", "--last", "2d").output
    #expect(plan.contains("skip  load   2026-01-09 .. 2026-01-10  void by ada: the shop was closed  (2)"), "\(plan)")
    let one = try await pipeline.nightshift("mark", "void", "other", "--last", "1d", "--reason", "closed")
    #expect(one.output.contains("1 cell would be skipped, and what needs it goes on without it, by ada: closed\n"), "\(one.output)")
    let lifted = try await pipeline.nightshift(
      "restate", "load", "--from", "2026-01-10", "--to", "2026-01-10", "--reason", "it was open", "--yes")
    #expect(lifted.code == 0)
    #expect(try await pipeline.running("plan", "plan", "--last", "2d").first == "load@2026-01-10 restated by ada: it was open")
  }

  @Test func doneIsUpToDateUntilSomethingChanges() async throws {
    let pipeline = try SmallPipeline("mark", jobs: Self.jobs)
    let done = try await pipeline.nightshift("mark", "done", "load", "--last", "3d", "--reason", "loaded by hand", "--yes")
    #expect(done.output == "marked 3 cells as done\n", "\(done.errors)")
    #expect(try await pipeline.running("plan", "plan", "--last", "3d", "--select", "load") == [])
    #expect(try await pipeline.nightshift("mark", "done", "load", "--last", "3d", "--reason", "x").output.contains("is up to date already"))
    #expect(try await pipeline.nightshift("backfill", "--last", "3d").code == 0)
    #expect(try !Files.readText("\(pipeline.home)/log").contains("load"))
    try pipeline.write(jobs: Self.jobs.replacing("echo load", with: "echo LOAD"))
    #expect(
      try await pipeline.running("plan", "plan", "--last", "2d", "--select", "load")
        == ["load@2026-01-09 settings changed: command[3]", "load@2026-01-10 settings changed: command[3]"])
  }

  @Test func whatWaitsForACrawlIsReadAllTheSame() async throws {
    let pipeline = try SmallPipeline(
      "mark",
      sections: """
        sources:
          raw.events: { path: events/, layout: year=/month=/day=/hour=, format: json.gz, event: { id: id, type: type, time: at } }
        """,
      jobs: "crawl: { kind: crawl, reads: raw.events, lookback: 0d }")
    let folder = "\(pipeline.home)/lake/events/year=2026/month=01/day=10/hour=03"
    try Files.makeDirectory(folder)
    try Files.write(GzipWriter.compress(Array(#"{"id":"1","type":"a","at":"2026-01-10T03:00:00Z"}"#.utf8)), to: "\(folder)/a.gz")
    let mark = ["mark", "done", "crawl", "--last", "2d", "--reason", "by hand"]
    let preview = try await pipeline.nightshift(mark)
    #expect(
      preview.output == """
        · crawl  2026-01-09    now never ran  -> succeeded
        · crawl  2026-01-10    now never ran  -> succeeded; runs all the same: 1 new object in raw.events
        2 cells would count as done without running, by ada: by hand
        but what waits for crawl@2026-01-10 is read all the same (1 new object in raw.events): nobody else can have read it; `nightshift mark void` skips the cell instead
        nothing is changed yet: the same command with --yes does it

        """, "\(preview.errors)")
    let document = try await pipeline.document("mark", "mark", "done", "crawl", "--last", "1d", "--reason", "by hand", "--yes")
    #expect((document["cells"] as? [[String: Any]])?.map { $0["waiting"] as? String } == ["1 new object in raw.events"])
    // A mark that let it lie would lose its row: it is done as far as it can be, and plan and why say what is left.
    #expect(try await pipeline.running("plan", "plan") == ["crawl@2026-01-10 input changed: 1 new object in raw.events"])
    #expect(try await pipeline.nightshift(mark).output.contains("left as it is: is done already; runs all the same: 1 new object"))
    #expect(try await pipeline.running("run", "run") == ["crawl@2026-01-10 input changed: 1 new object in raw.events"])
    let why = try await pipeline.nightshift("why", "crawl").output
    #expect(why.contains("input changed: 1 new object in raw.events") && why.contains("done by ada: by hand"), "\(why)")
    #expect(try await pipeline.nightshift(mark).output.contains("left as it is: is up to date already"))
  }

  @Test func whatCannotBeMeantIsRefused() async throws {
    let pipeline = try SmallPipeline(
      "mark", jobs: Self.jobs + "\npurge: { kind: purge, rules: [ { prefix: events/, retain: 90d } ] }")
    for (arguments, word) in [
      (["restate", "load", "--last", "2d"], "--reason"), (["restate", "load", "--last", "2d", "--reason", " "], "--reason"),
      (["restate", "load", "--reason", "x"], "--from and --to"),
      (["restate", "lod", "--last", "2d", "--reason", "x"], "did you mean 'load'?"),
      (["mark", "done", "purge", "--last", "2d", "--reason", "x"], "whole lake"),
    ] {
      let refused = try await pipeline.nightshift(arguments)
      #expect(refused.code == 64, "\(arguments)")
      #expect(refused.errors.contains(word), "\(arguments): \(refused.errors)")
    }
  }

  @Test func bothFormsAreDocuments() async throws {
    let pipeline = try await filled()
    let preview = try await pipeline.document("mark", "restate", "load", "--last", "2d", "--reason", "x")
    #expect(preview["applied"] as? Bool == false)
    let done = try await pipeline.document("mark", "restate", "load", "--last", "2d", "--reason", "x", "--yes")
    #expect(done["applied"] as? Bool == true)
    #expect(done["next"] as? String == "nightshift backfill --from 2026-01-09 --to 2026-01-10 --select load")
  }
}
