import Drivers
import Foundation
import Kernel
import Testing

/// The command line as a person and as a script meet it.
struct CommandLineTests {
  private func run(_ arguments: String..., in directory: String = "/", environment: [String: String] = [:]) async throws -> Products.Output
  {
    try await Products.run(Products.nightshift, arguments, in: directory, environment: Products.environment(environment))
  }

  @Test func helpNamesEveryCommandAndEveryExitCode() async throws {
    let help = try await run("--help")
    #expect(help.code == 0)
    for command in [
      "run", "backfill", "restate", "mark", "plan", "status", "why", "logs", "report", "graph", "catalog", "lifecycle", "purge", "audit",
      "init", "check",
      "doctor", "kinds",
      "explain", "schema",
    ] {
      #expect(help.output.contains("\n  \(command) "), "\(command)")
    }
    for code in ExitCode.allCases { #expect(help.output.contains("  \(code.rawValue)\t\(code.meaning)")) }
  }

  @Test(arguments: [
    "run", "backfill", "plan", "status", "check", "doctor", "restate", "mark done", "mark void", "why", "schema", "purge apply",
    "purge undo", "audit verify", "catalog ls", "kinds show",
  ])
  func everyCommandsHelpNamesItsExitCodes(command: String) async throws {
    let help = try await Products.run(
      Products.nightshift, command.split(separator: " ").map(String.init) + ["--help"], in: "/", environment: Products.environment())
    #expect(help.output.contains("EXIT CODES\n  0\t"))
    #expect(help.output.contains("\n  64\t"))
    #expect(help.output.contains("\n  1\ta job failed\n") == ["run", "backfill"].contains(command), "only those run jobs")
  }

  @Test func theSchemaBesideTheNightlyFileIsTheOneThatIsPrinted() async throws {
    let schema = try await run("schema")
    #expect(
      try Files.readText("\(Products.root)/jobs/nightly.schema.json") == schema.output, "nightshift schema > jobs/nightly.schema.json")
  }

  @Test func theManualPageHoldsEveryCommand() async throws {
    let page = try await run("manual")
    #expect(page.output.hasPrefix(".TH NIGHTSHIFT 1"))
    for command in ["run", "purge undo", "audit verify", "kinds show"] { #expect(page.output.contains(".SS \"nightshift \(command)\"")) }
  }

  @Test func aMistypedWordIsAUsageErrorWithASuggestion() async throws {
    let option = try await run("plan", "--dat", "2026-11-21")
    #expect(option.code == 64)
    #expect(option.errors.contains("Did you mean '--date'?"))
    #expect(try await run("pln").code == 64)
    let date = try await run("why", "x", "--date", "2026-13-01", in: Products.root)
    #expect(date.code == 64 || date.code == 65)
  }

  /// The parser alone would speak of the first option behind the word.
  @Test func aMistypedCommandIsNamedWithTheNearest() async throws {
    let command = try await run("backfil", "--last", "7d")
    #expect(command.code == 64)
    #expect(command.errors == "error: there is no command 'nightshift backfil'\nhint: did you mean 'nightshift backfill'?\n")
    #expect(
      try await run("mark", "dne", "x", "--last", "7d").errors
        == "error: there is no command 'nightshift mark dne'\nhint: did you mean 'nightshift mark done'?\n")
    #expect(try await run("frobnicate").errors.contains("hint: `nightshift --help` lists them"))
    #expect(try await run("help", "mark", "done").code == 0)
    #expect(try await run("state", "--nope").errors.contains("'--nope'"))
  }

  @Test func optionsThatChooseNothingAreRefused() async throws {
    let small = try SmallPipeline("cli", jobs: "hello: { kind: shell, command: [echo, hello] }")
    for command in ["run", "plan"] {
      let nothing = try await small.nightshift(command, "--select", "hello", "--exclude", "hello")
      #expect(nothing.code == 64)
      #expect(nothing.errors == "error: --select hello --exclude hello leaves no job\n")
    }
    for option in [["--order", "newest"], ["--fail-fast"]] {
      let plan = try await small.nightshift(["plan"] + option)
      #expect(plan.code == 64 && plan.errors.contains("--order and --fail-fast are for a backfill"), "\(plan.errors)")
    }
  }

  /// A plan is what the run does: what the run refuses, the plan refuses in the same words.
  @Test func planAndRunRefuseTheSameDates() async throws {
    let small = try SmallPipeline("dates", jobs: "hello: { kind: shell, command: [echo, hello] }")
    for (date, word) in [("2026-01-11", "has not ended yet"), ("2025-12-31", "before schedule.start")] {
      let (plan, run) = (try await small.nightshift("plan", "--date", date), try await small.nightshift("run", "--date", date))
      #expect(plan.code == 64 && plan.errors.contains(word), "\(plan.errors)")
      #expect(plan.errors == run.errors && plan.code == run.code)
    }
  }

  @Test func forceNeedsAReason() async throws {
    let forced = try await run("run", "--force")
    #expect(forced.code == 64)
    #expect(forced.errors.contains("--reason"))
  }

  @Test func aMissingPipelineFileIsExplained() async throws {
    let scratch = try Scratch("cli")
    let check = try await run("check", in: scratch.path)
    #expect(check.code == 65)
    #expect(check.errors.contains("nightshift init"))
  }

  @Test func initWritesAPipelineThatChecks() async throws {
    let scratch = try Scratch("cli")
    #expect(try await run("init", in: scratch.path).code == 0)
    let check = try await run("check", in: scratch.path)
    #expect(check.code == 0, "\(check.errors)")
    let before = try Files.read("\(scratch.path)/jobs/nightly.yaml")
    let again = try await run("init", in: scratch.path)
    #expect(again.errors.contains("kept jobs/nightly.yaml"))
    #expect(try Files.read("\(scratch.path)/jobs/nightly.yaml") == before)
  }

  @Test func everythingWrongIsReportedAtOnce() async throws {
    let scratch = try Scratch("cli")
    let text = """
      pipeline: broken
      schedule: { cron: 0 25 * * *, start: 2026-02-30, timezone: Asia/Taipei }
      connections:
        lake: { kind: local, path: lake }
      jobs:
        a: { kind: shel, command: [true] }
        b: { kind: shell, command: [true], needs: [c], timout: 5m }
      """
    try Files.write(Array(text.utf8), to: "\(scratch.path)/pipeline.yaml")
    let check = try await run("check", "pipeline.yaml", in: scratch.path)
    #expect(check.code == 65)
    for part in [
      "cron", "2026-02-30", "timezone", "unknown kind 'shel'", "did you mean 'shell'?", "does not exist: 'c'", "timout",
      "did you mean 'timeout'?",
    ] {
      #expect(check.errors.contains(part), "\(part)")
    }
    let plan = try await run("plan", "--pipeline", "pipeline.yaml", in: scratch.path)
    #expect(plan.code == 65)
    let json = try await run("check", "pipeline.yaml", "--json", in: scratch.path)
    #expect(json.code == 65)
    #expect(try schema(of: json.output) == "nightshift.check/1")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsAreMadeForEveryShell(shell: String) async throws {
    let script = try await run("--generate-completion-script", shell)
    #expect(script.code == 0)
    #expect(script.output.contains("backfill"))
    if shell == "bash" {
      let check = try await ChildProcess(["bash", "-n"], environment: Products.environment(), directory: "/", input: script.output).run()
      #expect(check.code == 0, "\(check.errorTail)")
    }
  }

  @Test func everyCodeIsExplained() async throws {
    for explanation in Explanation.all {
      #expect(
        !explanation.title.isEmpty && !explanation.title.hasSuffix(".") && !explanation.meaning.isEmpty && !explanation.wayOut.isEmpty)
    }
    let unknown = try await run("explain", "NS4711")
    #expect(unknown.code == 64)
  }

  @Test func everyKindsExampleIsAPipelinesJob() async throws {
    let kinds = try await run("kinds", "--json")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(kinds.output.utf8)) as? [String: Any])
    let list = try #require(document["kinds"] as? [[String: Any]])
    #expect(list.compactMap { $0["kind"] as? String } == ["compact", "crawl", "extract", "lifecycle", "purge", "quality", "shell"])
  }

  private func schema(of text: String) throws -> String? {
    (try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])?["schema"] as? String
  }
}
