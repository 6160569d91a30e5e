import Drivers
import Kernel
import Testing

/// What needs a person comes first, with the command that helps; holes stay visible.
struct StatusTests {
  private static let jobs = """
    load: { kind: shell, command: [sh, -c, "test ! -e bad"] }
    model: { kind: shell, command: ["true"], needs: [load] }
    """

  @Test func missedNightsOutsideCatchupStayVisibleUntilTheyAreFilledOrMarked() async throws {
    let pipeline = try SmallPipeline("status", schedule: ", catchup: { limit: 2 }", jobs: Self.jobs)
    for now in ["2026-01-03T02:00:00Z", "2026-01-04T02:00:00Z"] {
      pipeline.now = now
      #expect(try await pipeline.nightshift("run").code == 0)
    }
    // A week without a night.
    pipeline.now = "2026-01-11T02:00:00Z"
    let status = try await pipeline.nightshift("status").output
    let fill = "nightshift backfill --from 2026-01-04 --to 2026-01-07"
    #expect(status.contains("M load, model 2026-01-04 .. 2026-01-07 (4): missed"), "\(status)")
    #expect(status.contains("fill: \(fill)\n"))
    #expect(status.contains("The next run catches up 2026-01-08 .. 2026-01-10: load, model."))
    let grid = try await pipeline.nightshift("status", "--grid", "--last", "9d").output
    #expect(grid.contains("load    ✓  ✓  M  M  M  M  M  M  M\n"), "\(grid)")
    #expect(grid.contains("M missed") && grid.contains("F failed") && grid.contains("V void") && grid.contains("R running"))
    let document = try await pipeline.document("status", "status")
    #expect((document["missed"] as? [[String: Any]])?.map { $0["caught_up"] as? Bool } == [false, true])

    #expect(
      try await pipeline.running("run", "run").map { String($0.prefix(15)) }
        == ["load@2026-01-08", "load@2026-01-09", "load@2026-01-10", "model@2026-01-08", "model@2026-01-09", "model@2026-01-10"]
        .map { String($0.prefix(15)) })
    #expect(try await pipeline.nightshift("status").output.contains("fill: \(fill)\n"), "no night fills them")
    #expect(
      try await pipeline.nightshift("mark", "void", "load", "--from", "2026-01-04", "--to", "2026-01-04", "--reason", "closed", "--yes")
        .code == 0)
    #expect(try await pipeline.nightshift(fill.split(separator: " ").dropFirst().map(String.init)).code == 0)
    let after = try await pipeline.nightshift("status").output
    #expect(after.hasPrefix("Nothing needs a person.\n"), "\(after)")
    #expect(try await pipeline.nightshift("status", "--grid", "--last", "9d").output.contains("load    ✓  ✓  V  ✓"))
  }

  @Test func failuresAreOneItemForConsecutiveDatesAndComeFirst() async throws {
    let pipeline = try SmallPipeline("status", jobs: Self.jobs)
    try Files.write([], to: "\(pipeline.home)/bad")
    #expect(try await pipeline.nightshift("backfill", "--last", "3d").code == 1)
    let status = try await pipeline.nightshift("status").output
    #expect(status.hasPrefix("Needs a person:\n  ✕ load 2026-01-08 .. 2026-01-10 (3): failed, NS"), "\(status)")
    #expect(status.contains("look: nightshift why load --date 2026-01-10"))
    #expect(status.contains("load   shell  never"))
    let document = try await pipeline.document("status", "status", "--date", "2026-01-10")
    let attention = try #require(document["attention"] as? [[String: Any]])
    #expect(attention.count == 1 && attention[0]["kind"] as? String == "failed" && attention[0]["from"] as? String == "2026-01-08")
    #expect((document["cells"] as? [[String: Any]])?.count == 1)
    // What failed long ago is still there, whichever dates are shown.
    pipeline.now = "2026-06-01T02:00:00Z"
    #expect(try await pipeline.nightshift("status", "--last", "2d").output.contains("2026-01-08 .. 2026-01-10"))
  }

  @Test func aDeadlineIsSaidBeforeItIsMissedAndAfter() async throws {
    let pipeline = try SmallPipeline("status", jobs: "slow: { kind: shell, command: [sleep, \"1.1\"], deadline: 02:01 }")
    pipeline.now = "2026-01-10T02:00:00Z"
    #expect(try await pipeline.nightshift("run").code == 0)
    #expect(try await pipeline.nightshift("status").output.hasPrefix("Nothing needs a person."))
    // The next night has not begun, and it took more than a second the night before.
    pipeline.now = "2026-01-11T02:00:59Z"
    let before = try await pipeline.nightshift("status").output
    #expect(before.contains("D slow 2026-01-10: deadline, 2026-01-11T02:01:00Z will probably be missed by"), "\(before)")
    pipeline.now = "2026-01-11T02:02:00Z"
    let after = try await pipeline.nightshift("status").output
    #expect(after.contains("D slow 2026-01-10: deadline, 2026-01-11T02:01:00Z is past"), "\(after)")
    #expect(after.contains("    hint: the next run does it, late\n    next: nightshift run\n\n"), "nothing else is caught up: \(after)")
    _ = try await pipeline.document("status", "status")
    let plan = try await pipeline.nightshift("plan").output
    #expect(plan.hasSuffix("! slow 2026-01-10 has missed its deadline (2026-01-11T02:01:00Z)\n"), "\(plan)")
    let document = try await pipeline.document("plan", "plan")
    #expect((document["deadlines"] as? [[String: Any]])?.first?["due_to"] as? String == "slow")
  }

  /// Its process is gone, and the next run has not taken that down yet.
  @Test func whatADeadRunWasAtIsInterrupted() async throws {
    let pipeline = try SmallPipeline("status", jobs: Self.jobs)
    let killed = try await Products.run(
      Products.nightshift, ["run", "--as-of", pipeline.now], in: pipeline.home,
      environment: pipeline.environment.merging(["NIGHTSHIFT_FAIL": "attempt.begun:1:kill"]) { $1 })
    #expect(killed.code == 137)
    let status = try await pipeline.nightshift("status").output
    #expect(
      status.hasPrefix(
        """
        Needs a person:
          ! load 2026-01-10: interrupted
            redo: nightshift backfill --from 2026-01-10 --to 2026-01-10 --select load+

        """), "\(status)")
    #expect(status.contains("load   shell  never         ! interrupted"))
    #expect(try await pipeline.nightshift("status", "--grid", "--last", "1d").output.contains("load    I\nmodel   U\n"))
    let why = try await pipeline.nightshift("why", "load").output
    #expect(why.contains("): interrupted\nnow: run, interrupted\n") && why.contains("-> interrupted\n"), "\(why)")
    _ = try await pipeline.document("why", "why", options: ["load"])
    #expect(try await pipeline.nightshift("logs", "load", "--follow").errors == "load@2026-01-10: attempt 1 wrote no log: interrupted\n")
  }

  @Test func whatIsToBeDoneAgainAndNoNightComesByStaysVisible() async throws {
    let pipeline = try SmallPipeline("status", schedule: ", catchup: { limit: 2 }", jobs: Self.jobs)
    #expect(try await pipeline.nightshift("backfill", "--last", "9d").code == 0)
    for dates in [["--from", "2026-01-04", "--to", "2026-01-05"], ["--last", "1d"]] {
      let restated = try await pipeline.nightshift(["restate", "load", "--downstream", "--reason", "rates", "--yes"] + dates)
      #expect(restated.code == 0)
    }
    let status = try await pipeline.nightshift("status").output
    let redo = "nightshift backfill --from 2026-01-04 --to 2026-01-05 --select load,model"
    #expect(
      status.hasPrefix(
        """
        Needs a person:
          ↻ load, model 2026-01-04 .. 2026-01-05 (2): to be done again, no nightly run comes by any more
            redo: \(redo)

        """), "\(status)")
    _ = try await pipeline.document("status", "status")
    #expect(try await pipeline.nightshift(redo.split(separator: " ").dropFirst().map(String.init)).code == 0)
    #expect(try await pipeline.nightshift("status").output.hasPrefix("Nothing needs a person.\n"), "the next night does the rest")
  }

  /// Left behind in a crontab it makes every night the same one, up to date.
  @Test func aClockThatTheEnvironmentSetsIsSaid() async throws {
    let pipeline = try SmallPipeline("status", jobs: Self.jobs)
    func ask(_ arguments: String...) async throws -> Products.Output {
      try await Products.run(
        Products.nightshift, arguments, in: pipeline.home,
        environment: pipeline.environment.merging(["NIGHTSHIFT_AS_OF": pipeline.now]) { $1 })
    }
    let run = try await ask("run")
    #expect(run.code == 0 && run.output.isEmpty)
    #expect(
      run.errors == "! NIGHTSHIFT_AS_OF is set: decided as if it were 2026-01-11T02:00:00Z; a nightly run must not have it\n")
    #expect(try await ask("status").output.hasPrefix("As of 2026-01-11T02:00:00Z, by NIGHTSHIFT_AS_OF.\nNothing needs a person.\n"))
    #expect(try await pipeline.nightshift("run").errors.isEmpty, "--as-of is on purpose")
    #expect(try await pipeline.nightshift("status").output.hasPrefix("Nothing needs a person.\n"))
    #expect(try await ask("run", "--as-of", pipeline.now).errors.isEmpty)
    #expect(try await ask("status", "--json").output.contains("\"as_of\" : \"2026-01-11T02:00:00Z\""))
  }

  /// A folder in which everything looks new would be believed.
  @Test func aLostStateFileIsNoNewOne() async throws {
    let pipeline = try SmallPipeline("status", jobs: Self.jobs)
    #expect(try await pipeline.nightshift("run").code == 0)
    try Files.remove("\(pipeline.home)/state")
    for command in [
      ["status"], ["why", "load"], ["restate", "load", "--last", "2d", "--reason", "again"], ["audit"], ["audit", "verify"], ["catalog"],
      ["state", "backup"], ["state", "prune", "--older-than", "1d", "--dry-run"],
    ] {
      let refused = try await pipeline.nightshift(command)
      #expect(refused.code == 1 && refused.errors.contains("NS5013"), "\(command): \(refused.output)")
    }
    #expect(try await pipeline.nightshift("state", "rebuild").output.hasPrefix("rebuilt from 1 manifest:\n"))
    let why = try await pipeline.nightshift("why", "load").output
    #expect(why.contains("): succeeded\nnow: skip, up to date\nhow it came to this is not known"), "\(why)")
  }

  @Test func aYearWrapsToTheWidth() async throws {
    let pipeline = try SmallPipeline("status", jobs: Self.jobs)
    #expect(try await pipeline.nightshift("backfill", "--from", "2026-01-09", "--to", "2026-01-10").code == 0)
    pipeline.now = "2027-01-01T02:00:00Z"
    let grid = try await pipeline.nightshift("status", "--grid", "--from", "2026-01-01", "--to", "2026-12-31").output
    let lines = grid.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= 100 }, "\(grid)")
    #expect(lines.filter { $0.hasPrefix("load") }.map { $0.count - 7 }.reduce(0, +) == 365)
    #expect(grid.contains("       2026-01-01                     02-01                       03-01"), "\(grid)")
    #expect(lines.filter { $0.hasPrefix("load") }.joined().count { $0 == "✓" } == 2)
    #expect(lines.filter { $0.hasPrefix("model") }.joined().count { $0 == "M" } == 355)
  }

  @Test func namesAndDatesCompleteFromLiveState() async throws {
    let pipeline = try SmallPipeline("status", jobs: Self.jobs)
    try Files.write([], to: "\(pipeline.home)/bad")
    #expect(try await pipeline.nightshift("backfill", "--from", "2026-01-02", "--to", "2026-01-02").code == 1)
    let script = try await Products.run(
      Products.nightshift, ["--generate-completion-script", "bash"], in: "/", environment: pipeline.environment)
    #expect(script.output.contains("---completion why -- "))
    func completions(_ arguments: String...) async throws -> [String] {
      let output = try await Products.run(
        Products.nightshift, ["---completion"] + arguments, in: pipeline.home,
        environment: pipeline.environment.merging(["SAP_SHELL": "bash", "SAP_SHELL_VERSION": "5.2"]) { $1 })
      #expect(output.code == 0 && output.errors.isEmpty, "\(output.errors)")
      return output.output.split(separator: "\n").map(String.init)
    }
    #expect(try await completions("why", "--", "positional@0", "2", "1", "nightshift", "why", "l") == ["load", "model"])
    let line = ["nightshift", "why", "load", "--date", "", "--as-of", pipeline.now]
    let dates = try await completions("why", "--", "--date", "4", "0", line[0], line[1], line[2], line[3], line[4], line[5], line[6])
    #expect(dates.prefix(3) == ["2026-01-02", "2026-01-10", "2026-01-09"], "\(dates)")
  }
}
