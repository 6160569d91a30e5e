import Drivers
import FoundationEssentials
import Kernel

/// The whole demo as cron would do it: night after night the world moves on, and at 02:00 nightshift runs.
struct DemoNights {
  let home: String
  let nightshift: String
  let pipeline: String
  let settings: DemoSettings
  let world: World

  /// Goes on after a closed gate, which is a finding, and stops at anything else.
  /// - Throws: `NS3905` when a night failed; its output is in the detail.
  func run(say: (String) -> Void) async throws {
    let folder = DemoFolder(path: home)
    if let made = try Generator(settings: settings, folder: folder).run() {
      say("made \(made.events) events in \(made.objects) objects, \(made.bytes / 1000) kB compressed")
    }
    let postgres = try await DemoPostgres(home: home, world: world)
    let dsn = try await postgres.start()
    do {
      try writeEnvironment(dsn)
      for day in 0..<settings.days { try await night(settings.from.adding(days: day), folder, dsn, say) }
      try await conclude(dsn, say)
      try await postgres.stop()
    } catch {
      try? await postgres.stop()
      throw error
    }
  }

  private func night(_ date: LogicalDate, _ folder: DemoFolder, _ dsn: String, _ say: (String) -> Void) async throws {
    let start = start(after: date)
    _ = try await Deliverer(folder: folder, lake: "\(home)/data/genai-demo-demo-data-lake", until: start).run(dsn: Redacted(dsn))
    let began = world.uptime()
    let result = try await call(["run"], at: start, dsn)
    let took = Span(microseconds: Int((world.uptime() - began) / .microseconds(1)))
    let meaning = result.code == 0 ? "done" : ExitCode(rawValue: result.code)?.meaning ?? "exit code \(result.code)"
    say("night of \(date)  \(meaning), \(took.readable)")
    guard result.code == ExitCode.success.rawValue || result.code == ExitCode.gateClosed.rawValue else {
      let tail = (result.output + result.errorTail).split(separator: "\n").suffix(30).joined(separator: "\n")
      throw Failure(
        3905, "the night of \(date) failed: \(meaning)", hint: "cd \(home) && . ./demo.env && \(nightshift) status", detail: tail)
    }
  }

  private func conclude(_ dsn: String, _ say: (String) -> Void) async throws {
    let last = settings.end.adding(days: -1)
    say("")
    say(try await call(["status", "--grid"], at: start(after: last), dsn).output)
    let reports = "\(home)/reports/quality/\(last)"
    if Files.exists("\(reports)/report.json") {
      let report = try? JSONDecoder().decode(Verdict.self, from: Data(try Files.read("\(reports)/report.json")))
      say("night of \(last): \(report?.words ?? "report.json is of a shape that this demo does not know")")
    }
    for page in try Files.list(reports) where page.path.hasSuffix(".html") { say("the report: \(reports)/\(page.path)") }
    say("")
    say("try next, after  cd \(home) && . ./demo.env")
    for command in ["status", "why quality --date \(last)", "plan", "catalog show curated.events"] { say("  nightshift \(command)") }
  }

  private func call(_ arguments: [String], at instant: Instant, _ dsn: String) async throws -> ChildProcess.Result {
    let environment = world.environment.merging(environment(dsn)) { $1 }
    let options = ["--pipeline", pipeline, "--as-of", instant.description]
    return try await ChildProcess([nightshift] + arguments + options, environment: environment, directory: home).run()
  }

  private func start(after date: LogicalDate) -> Instant { date.interval.end.adding(seconds: 2 * 3600) }

  private func environment(_ dsn: String) -> [String: String] {
    var variables = [
      "NIGHTSHIFT_ENVIRONMENT": "demo", "SHOP_DSN": dsn,
      // The demo's people are invented: what hides them is no secret.
      "NIGHTSHIFT_MASK_KEY": "the key of the demo is not a secret",
    ]
    // nightshift runs in the demo's folder and would not find the project's own there.
    let duckdb = world.environment["NIGHTSHIFT_DUCKDB"] ?? world.absolute(".tools/bin/duckdb")
    if Files.isExecutable(duckdb) { variables["NIGHTSHIFT_DUCKDB"] = duckdb }
    return variables
  }

  /// A file for a shell, so that commands by hand see what the nights saw, at the moment of the last of them.
  private func writeEnvironment(_ dsn: String) throws {
    var variables = environment(dsn)
    variables["NIGHTSHIFT_PIPELINE"] = pipeline
    variables["NIGHTSHIFT_AS_OF"] = start(after: settings.end.adding(days: -1)).description
    let lines = variables.sorted { $0.key < $1.key }.map { "export \($0.key)='\($0.value)'\n" }
    let path = "export PATH='\(Files.directory(of: nightshift))':\"$PATH\"\n"
    try Files.write((lines.joined() + path).utf8, to: "\(home)/demo.env")
  }
}

/// The part of a quality report that one line can tell.
private struct Verdict: Decodable {
  struct Night: Decodable {
    let score: Double?
    let low: Double
    let high: Double
    let gate: String
    let worst: String?
  }

  let night: Night

  var words: String {
    let score = night.score.map { "score \(tenths($0))" } ?? "not measured"
    return "gate \(night.gate), \(score) (\(tenths(night.low)) to \(tenths(night.high)))" + (night.worst.map { ", worst: \($0)" } ?? "")
  }

  /// Cut, not rounded: 99.97 is not 100.
  private func tenths(_ value: Double) -> String { "\(Int(value * 10) / 10).\(Int(value * 10) % 10)" }
}
