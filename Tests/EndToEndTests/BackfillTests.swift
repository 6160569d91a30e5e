import Drivers
import Glibc
import Kernel
import Testing

/// A range of dates on request: only what is missing, in the order asked for, resumable, and never at once with a night.
struct BackfillTests {
  /// `load` fails on dates that a file `bad-DATE` names, and writes down what it does.
  private static let jobs = """
    load: { kind: shell, command: [sh, -c, "echo load $NIGHTSHIFT_DATE >> log; test ! -e bad-$NIGHTSHIFT_DATE"] }
    model: { kind: shell, command: [sh, -c, "echo model $NIGHTSHIFT_DATE >> log"], needs: [load] }
    """

  private func log(_ pipeline: SmallPipeline) throws -> [String] {
    try Files.readText("\(pipeline.home)/log").split(separator: "\n").map(String.init)
  }

  @Test func aHalfFailedBackfillIsResumedByRepeatingIt() async throws {
    let pipeline = try SmallPipeline("backfill", jobs: Self.jobs)
    try Files.write([], to: "\(pipeline.home)/bad-2026-01-08")
    let first = try await pipeline.nightshift("backfill", "--last", "5d")
    #expect(first.code == 1)
    #expect(first.errors.contains("load 2026-01-08 attempt 1: NS"))
    #expect(first.errors.contains("1 cell failed, 1 waits for it\n"), "\(first.errors)")
    #expect(first.errors.contains("repeat the same command to resume"))
    #expect(first.output.isEmpty)
    #expect(try Set(log(pipeline)).count == 9, "every other date and job went on")
    #expect(
      try await pipeline.running("plan", "plan", "--last", "5d") == ["load@2026-01-08 failed before", "model@2026-01-08 never ran"])

    try Files.remove("\(pipeline.home)/bad-2026-01-08")
    try Files.remove("\(pipeline.home)/log")
    let second = try await pipeline.nightshift("backfill", "--last", "5d")
    #expect(second.code == 0)
    #expect(second.output.isEmpty && second.errors.isEmpty, "silent without a terminal: \(second.errors)")
    #expect(try log(pipeline) == ["load 2026-01-08", "model 2026-01-08"])
    #expect(try await pipeline.running("run", "backfill", "--last", "5d") == [])
  }

  /// What was asked for is not done: that is no success, and the way out is said.
  @Test func whatWaitsForAJobThatWasNotSelectedIsNoSuccess() async throws {
    let pipeline = try SmallPipeline("backfill", jobs: Self.jobs)
    let note = "2 cells wait for load, not done there and not selected; `--select +JOB` takes along what JOB waits for\n"
    let plan = try await pipeline.nightshift("plan", "--last", "2d", "--select", "model")
    #expect(plan.code == 0 && plan.output.hasSuffix("! \(note)"), "\(plan.output)")
    let backfill = try await pipeline.nightshift("backfill", "--last", "2d", "--select", "model")
    #expect(backfill.code == 1 && backfill.errors == note, "\(backfill.errors)")
    let with = try await pipeline.nightshift("backfill", "--last", "2d", "--select", "+model")
    #expect(with.code == 0 && with.errors.isEmpty)
    #expect(try await pipeline.nightshift("backfill", "--last", "2d", "--select", "model").code == 0)
  }

  @Test func planPreviewsExactlyWhatTheBackfillDoes() async throws {
    let pipeline = try SmallPipeline("backfill", start: "2026-01-07", jobs: Self.jobs + "\nother: { kind: shell, command: [\"true\"] }")
    #expect(try await pipeline.nightshift("run").code == 0)
    let options = ["--from", "2026-01-01", "--to", "2026-02-01", "--order", "newest", "--exclude", "other", "--force", "--reason", "again"]
    let planned = try await pipeline.document("plan", "plan", options: options)
    let done = try await pipeline.document("run", "backfill", options: options)
    func cells(_ document: [String: Any]) -> [String] {
      (document["cells"] as? [[String: Any]] ?? []).map {
        "\($0["date"] ?? "") \($0["job"] ?? "") \($0["verdict"] ?? "") \($0["reason"] ?? "")"
      }
    }
    #expect(cells(planned).sorted() == cells(done).sorted())
    #expect(cells(planned).count == 8)
    #expect(cells(planned).allSatisfy { $0.hasSuffix("run forced by ada: again") })
    #expect(done["from"] as? String == "2026-01-07" && done["to"] as? String == "2026-01-10")
  }

  @Test func whatIsCutOffIsSaidAndOrderAndFailFastAreFollowed() async throws {
    let pipeline = try SmallPipeline("backfill", start: "2026-01-07", jobs: Self.jobs)
    try Files.write([], to: "\(pipeline.home)/bad-2026-01-09")
    let backfill = try await pipeline.nightshift(
      "backfill", "--from", "2026-01-01", "--to", "2026-02-01", "--order", "newest", "--fail-fast", "--parallel", "1")
    #expect(backfill.code == 1)
    #expect(backfill.errors.contains("from 2026-01-07 on: that is schedule.start"))
    #expect(backfill.errors.contains("up to 2026-01-10: later dates are not due yet"))
    let done = try log(pipeline)
    #expect(done.first == "load 2026-01-10" && done.contains("load 2026-01-09"), "\(done)")
    #expect(!done.contains("load 2026-01-07"), "\(done)")
    for arguments in [
      ["backfill"], ["backfill", "--from", "2026-01-01"], ["backfill", "--last", "3d", "--from", "2026-01-01", "--to", "2026-01-02"],
    ] {
      #expect(try await pipeline.nightshift(arguments).code == 64, "\(arguments)")
    }
  }

  @Test func jobsOfTheNightAreLeftToIt() async throws {
    let pipeline = try SmallPipeline(
      "backfill", jobs: Self.jobs + "\npurge: { kind: purge, rules: [ { prefix: events/, retain: 90d } ] }")
    let plan = try await pipeline.nightshift("plan", "--last", "5d").output
    #expect(plan.contains("skip  purge  2026-01-06 .. 2026-01-10  not backfillable: left to the nightly run  (5)"), "\(plan)")
    #expect(plan.contains("run   load   2026-01-06 .. 2026-01-10  never ran"))
    #expect(plan.contains("\n10 to run, 5 to skip"))
    #expect(try await pipeline.nightshift("backfill", "--last", "5d").code == 0)
    let known = try await pipeline.nightshift("plan", "--last", "5d", "--force", "--reason", "x").output
    #expect(known.contains("about") && known.contains("by their last runs"), "\(known)")
  }

  @Test func aTerminalSeesDatesJobsRateAndRest() async throws {
    let pipeline = try SmallPipeline(
      "backfill", jobs: Self.jobs + "\npurge: { kind: purge, rules: [ { prefix: events/, retain: 90d } ] }")
    let seen = try await Products.run(
      "/usr/bin/script", ["-qec", "\(Products.nightshift) backfill --last 5d --as-of \(pipeline.now)", "/dev/null"], in: pipeline.home,
      environment: pipeline.environment.merging(["TERM": "xterm"]) { $1 })
    #expect(seen.code == 0)
    #expect(seen.output.contains("5 dates x 3 jobs: "), "\(seen.output)")
    #expect(seen.output.contains(" of 15 done") && seen.output.contains(" a minute") && seen.output.contains(" left"), "\(seen.output)")
    #expect(seen.output.contains("left to the nightly run: purge"))
    let narrow = try await Products.run(
      "/usr/bin/script",
      ["-qec", "stty cols 30; \(Products.nightshift) backfill --last 5d --force --reason again --as-of \(pipeline.now)", "/dev/null"],
      in: pipeline.home, environment: pipeline.environment.merging(["TERM": "xterm"]) { $1 })
    #expect(narrow.output.contains(" of 15 do…\r\n"), "\(narrow.output)")
  }

  @Test func aNightDuringABackfillWaitsOrIsCaughtUp() async throws {
    let jobs = """
      load:
        kind: shell
        command: [sh, -c, "echo load $NIGHTSHIFT_DATE >> log; if test -e gate; then echo > ready; cat go; fi"]
      """
    let pipeline = try SmallPipeline("backfill", schedule: ", catchup: { limit: 2 }", jobs: jobs)
    let home = pipeline.home
    mkfifo("\(home)/ready", 0o600)
    mkfifo("\(home)/go", 0o600)
    try Files.write([], to: "\(home)/gate")
    func start(_ arguments: String..., output: String = "out") throws -> BackgroundProcess {
      try BackgroundProcess(
        Products.nightshift, arguments + ["--as-of", pipeline.now], in: home, environment: pipeline.environment,
        output: "\(home)/\(output)")
    }
    let backfill = try start("backfill", "--from", "2026-01-05", "--to", "2026-01-05")
    // Its line comes once the backfill is at work; closing the pipe before would kill the job.
    let ready = try #require(fopen("\(home)/ready", "r"))
    #expect(fgetc(ready) == 10)
    fclose(ready)
    try Files.remove("\(home)/gate")

    let night = try await pipeline.nightshift("run")
    #expect(night.code == 75)
    #expect(night.errors.contains("backfill of 2026-01-05"), "\(night.errors)")
    let restated = try await pipeline.nightshift("restate", "load", "--last", "2d", "--reason", "x", "--yes")
    #expect(restated.code == 75, "\(restated.errors)")
    // Opened for both, so that neither side waits for the other.
    mkfifo("\(home)/said", 0o600)
    let said = try #require(fopen("\(home)/said", "r+"))
    defer { fclose(said) }
    let waiting = try start("run", "--wait", "--verbose", output: "said")
    var line = [CChar](repeating: 0, count: 200)
    fgets(&line, 200, said)
    #expect(
      String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).hasPrefix(
        "waiting for pid \(backfill.pid), backfill of 2026-01-05 since "))
    let go = try #require(fopen("\(home)/go", "w"))
    fclose(go)
    #expect(backfill.wait() == 0)
    #expect(waiting.wait() == 0)
    #expect(try log(pipeline).contains("load 2026-01-10"))

    // A night that ended with 75 and did not wait is done by the next one.
    pipeline.now = "2026-01-13T02:00:00Z"
    #expect(try await pipeline.running("run", "run").map { String($0.prefix(15)) } == ["load@2026-01-11", "load@2026-01-12"])
  }
}
