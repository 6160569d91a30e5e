import Drivers
import JobKit
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Jobs

/// Real programs, run as a night runs them.
struct ShellTests {
  /// What the attempt's log got.
  private final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock(\.self) }
    func add(_ event: RunEvent) {
      if case .message(_, _, let text) = event { lines.withLock { $0.append(text) } }
    }
  }

  private static let cell = Cell(job: JobName("forecast"), date: LogicalDate("2026-11-21")!)

  private func run(
    _ yaml: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"], variables: [String: String] = [:]
  ) async throws -> (lines: [String], failure: Failure?) {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      let (job, diagnostics) = JobReading.read(Shell.self, yaml)
      #expect(diagnostics.isEmpty)
      let log = Log()
      do {
        _ = try await job.run(
          place.context(Self.cell, document: JobReading.document(variables: variables), environment: environment) { log.add($0) })
        return (log.all, nil)
      } catch let failure as Failure {
        return (log.all, failure)
      }
    }
  }

  @Test func theEnvironmentIsCleanAndNamesTheCell() async throws {
    let (lines, failure) = try await run(
      "command: [ /usr/bin/env ]\nenvironment: { LEVEL: \"${level} of ${date}\", LITERAL: \"$HOME;`id`\" }",
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": "/home/night", "PGPASSWORD": "secret", "SHOP_DSN": "postgresql://u:secret@h/d",
        "NIGHTSHIFT_ENVIRONMENT": "production",
        "TZ": "Asia/Taipei", "LD_PRELOAD": "",
      ],
      variables: ["level": "full"])
    #expect(failure == nil)
    #expect(lines.count == 13)
    #expect(
      lines.filter { !$0.hasPrefix("NIGHTSHIFT_STATE_FOLDER=/") }.sorted() == [
        "HOME=/home/night", "LANG=C.UTF-8", "LEVEL=full of 2026-11-21", "LITERAL=$HOME;`id`", "NIGHTSHIFT_ATTEMPT=2",
        "NIGHTSHIFT_DATE=2026-11-21",
        "NIGHTSHIFT_INTERVAL_END=2026-11-22T00:00:00Z", "NIGHTSHIFT_INTERVAL_START=2026-11-21T00:00:00Z", "NIGHTSHIFT_JOB=forecast",
        "NIGHTSHIFT_RUN=17",
        "PATH=/usr/bin:/bin", "TZ=UTC",
      ])
  }

  @Test func argumentsReachTheProgramAsTheyAre() async throws {
    let (lines, failure) = try await run(#"command: [ printf, "[%s]\n", "${date}", "a b", "; rm -rf /", "$(id)", "*", "", "'\"" ]"#)
    #expect(failure == nil)
    #expect(lines == ["[2026-11-21]", "[a b]", "[; rm -rf /]", "[$(id)]", "[*]", "[]", "['\"]"])
  }

  @Test func theDirectoryIsWhereItRuns() async throws {
    let (lines, _) = try await run("command: [ pwd ]\ndirectory: lake")
    #expect(lines.count == 1 && lines[0].hasSuffix("/lake"))
  }

  @Test func outputComesLineByLine() async throws {
    let (lines, failure) = try await run(#"command: [ sh, -c, "echo one; printf 'two\\r\\n\\nthree'" ]"#)
    #expect(failure == nil)
    #expect(lines == ["one", "two", "", "three"])
    #expect(try await run(#"command: [ sh, -c, "echo complaint >&2" ]"#).lines == ["complaint"])
  }

  static let codes: [(Int, Code, Failure.Retry)] = [
    (1, 6601, .never), (3, 6601, .never), (75, 6602, .backoff), (127, 6601, .never), (255, 6601, .never),
  ]

  @Test(arguments: codes)
  func exitCodesMeanWhatTheySay(_ exit: Int, _ code: Code, _ retry: Failure.Retry) async throws {
    let (_, failure) = try await run(#"command: [ sh, -c, "echo first; printf 'the reason\\033[31m\\n\\n'; exit \#(exit)" ]"#)
    #expect(failure?.code == code && failure?.retry == retry)
    #expect(failure?.message.contains("exit code \(exit)") ?? false)
    // What it said may be somebody's name: it stays in the log.
    #expect(failure?.message.contains("reason") == false && failure?.hint?.contains("nightshift logs forecast --date 2026-11-21") == true)
  }

  @Test func whatIsTriedAgainNamesTheLogOfThisAttempt() async throws {
    #expect(
      try await run("command: [ sh, -c, exit 75 ]").failure?.hint == "its output: nightshift logs forecast --date 2026-11-21 --attempt 2")
  }

  @Test func aSignalIsNamed() async throws {
    let (_, failure) = try await run(#"command: [ sh, -c, "kill -9 $$" ]"#)
    #expect(failure?.code == 6601 && failure?.message == "sh was ended by signal 9")
  }

  @Test func aMissingProgramIsTheDriversFailure() async throws {
    #expect(try await run("command: [ /nowhere/at/all ]").failure?.code == 3101)
  }

  /// A child and a grandchild that both ignore SIGTERM are gone when the attempt is called over.
  @Test func cancellationEndsTheWholeGroup() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.put("grandchild.sh", "trap '' TERM; echo grandchild $$; while :; do sleep 1; done\n")
      try place.put("child.sh", "trap '' TERM; sh grandchild.sh & echo child $$; while :; do sleep 1; done\n")
      let (job, diagnostics) = JobReading.read(Shell.self, "command: [ sh, child.sh ]\ndirectory: lake")
      #expect(diagnostics.isEmpty)
      let (lines, arrived) = AsyncStream.makeStream(of: String.self)
      let context = place.context(Self.cell, environment: ["PATH": "/usr/bin:/bin"]) {
        if case .message(_, _, let text) = $0 { arrived.yield(text) }
      }
      let work = Task { try await job.run(context) }
      var pids: [String: String] = [:]
      for await line in lines {
        let words = line.split(separator: " ")
        if words.count == 2 { pids[String(words[0])] = String(words[1]) }
        if pids.count == 2 { break }
      }
      for pid in pids.values { #expect(!isGone(pid)) }
      work.cancel()
      await #expect(throws: (any Error).self) { try await work.value }
      for (who, pid) in pids { #expect(isGone(pid), "\(who) \(pid)") }
    }
  }

  /// True when there is no such process, or only its unreaped rest.
  private func isGone(_ pid: String) -> Bool {
    // A file of /proc has no length, so its lines are read by a program.
    guard let names = try? Files.subdirectories("/proc/\(pid)/task"), !names.isEmpty else { return true }
    return !Files.exists("/proc/\(pid)/exe")
  }

  static let refused: [(String, Code, String)] = [
    ("{}", 1003, "command"),
    ("command: make report && echo done", 6610, "list of arguments"),
    ("command: []", 6611, "no program"),
    ("command: [ '' ]", 6611, "no program"),
    ("command: [ a, { b: c } ]", 1002, "command"),
    ("command: { a: b }", 1002, "command"),
    ("command: [ a ]\nenvironment: { 1A: b }", 6612, "1A"),
    ("command: [ a ]\nenvironment: { A-B: b }", 6612, "A-B"),
    ("command: [ a ]\nenvironment: { NIGHTSHIFT_DATE: b }", 6612, "set by nightshift"),
    ("command: [ a ]\nenvironment: { TZ: Asia/Taipei }", 6612, "set by nightshift"),
    ("command: [ a ]\nenviroment: { A: b }", 1001, "enviroment"),
  ]

  @Test(arguments: refused)
  func saysWhatIsWrong(_ yaml: String, _ code: Code, _ words: String) {
    let (_, diagnostics) = JobReading.read(Shell.self, yaml)
    #expect(diagnostics.contains { $0.code == code && $0.message.contains(words) }, "\(diagnostics.map { "\($0.code) \($0.message)" })")
  }

  @Test func aTextAsCommandShowsTheListItMeans() {
    let (_, diagnostics) = JobReading.read(Shell.self, "command: make -C reports")
    #expect(diagnostics.first?.hint?.hasSuffix("write `command: [ make, -C, reports ]`") ?? false)
  }

  @Test func theExampleReads() {
    let (job, diagnostics) = JobReading.read(Shell.self, Shell.example)
    #expect(diagnostics.isEmpty)
    #expect(job.command == ["bin/refresh-forecast", "--day", "${date}"] && job.environment == ["FORECAST_LEVEL": "full"])
  }
}
