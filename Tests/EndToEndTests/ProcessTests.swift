import Drivers
import Glibc
import Kernel
import Testing

/// What a night does when it is not alone, or is told to stop.
struct ProcessTests {
  /// A pipeline of one shell job that says when it is at work, through a named pipe, and then waits for ever, deaf to SIGTERM.
  final class Waiting {
    let scratch: Scratch
    let process: BackgroundProcess
    let child: pid_t
    let grandchild: pid_t
    /// The child holds its other end open as long as it lives.
    private let held: Int32

    init() throws {
      scratch = try Scratch("process")
      let home = scratch.path
      for name in ["ready", "held"] { mkfifo("\(home)/\(name)", 0o600) }
      held = open("\(home)/held", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      _ = fcntl(held, F_SETFL, 0)
      let script = "exec 3> \(home)/held; trap '' TERM; sleep 1000 3>&- & echo $! $$ > \(home)/ready; wait; wait"
      let text = """
        pipeline: test
        schedule: { cron: 0 2 * * *, start: 2026-01-01 }
        connections:
          lake: { kind: local, path: lake }
        jobs:
          waits:
            kind: shell
            command: [/bin/sh, -c, "\(script)"]
            retries: { limit: 0 }
        """
      try Files.write(Array(text.utf8), to: "\(home)/pipeline.yaml")
      let command = "[/bin/sh, -c, \"\(script)\"]"
      try Files.write(Array(text.replacing(command, with: "[true]").utf8), to: "\(home)/other.yaml")
      process = try BackgroundProcess(
        Products.nightshift, ["run", "--pipeline", "pipeline.yaml"], in: home, environment: Products.environment(), output: "\(home)/out")
      // Opening the pipe waits for the job to open it too.
      let pipe = try #require(fopen("\(home)/ready", "r"))
      defer { fclose(pipe) }
      var line = [CChar](repeating: 0, count: 32)
      fgets(&line, 32, pipe)
      let numbers = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
        whereSeparator: \.isWhitespace)
      grandchild = try #require(numbers.first.flatMap { pid_t($0) })
      child = try #require(numbers.last.flatMap { pid_t($0) })
      #expect(grandchild > 1 && child > 1 && numbers.count == 2)
    }

    var isGrandchildAlive: Bool { BackgroundProcess.isAlive(grandchild) }

    /// Returns when the child has ended.
    func waitForChild() {
      var byte: UInt8 = 0
      while read(held, &byte, 1) != 0 {}
    }

    deinit {
      kill(grandchild, SIGKILL)
      close(held)
    }

    func nightshift(_ arguments: String...) async throws -> Products.Output {
      try await Products.run(
        Products.nightshift, arguments + ["--pipeline", "pipeline.yaml"], in: scratch.path, environment: Products.environment())
    }
  }

  @Test func aSecondRunEndsWith75AndNamesTheFirst() async throws {
    let waiting = try Waiting()
    let second = try await waiting.nightshift("run")
    #expect(second.code == 75)
    #expect(second.errors.contains("pid \(waiting.process.pid)"))
    #expect(try await waiting.nightshift("status").output.contains("at work now: pid \(waiting.process.pid)"))
  }

  @Test func terminationEndsTheWholeProcessGroupAndLeavesAConsistentState() async throws {
    let waiting = try Waiting()
    waiting.process.signal(SIGTERM)
    #expect(waiting.process.wait() == 143)
    #expect(!waiting.isGrandchildAlive)
    let status = try await waiting.nightshift("status")
    #expect(status.output.contains("waits"))
    #expect(status.output.contains("interrupted"))
    #expect(try await waiting.nightshift("plan").output.contains("interrupted"))
  }

  @Test func interruptionHasItsOwnCode() async throws {
    let waiting = try Waiting()
    waiting.process.signal(SIGINT)
    #expect(waiting.process.wait() == 130)
  }

  @Test func aKilledRunFreesTheLockAndIsSeenAsInterruptedAtOnce() async throws {
    let waiting = try Waiting()
    waiting.process.signal(SIGKILL)
    #expect(waiting.process.wait() == 128 + SIGKILL)
    let plan = try await waiting.nightshift("plan", "--json")
    #expect(plan.output.contains("\"reason\" : \"interrupted\""))
  }

  /// A real DuckDB in the middle of a statement without end.
  @Test func aKilledRunTakesDuckDBWithIt() async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    let home = victim.home
    for name in ["ready", "held"] { mkfifo("\(home)/\(name)", 0o600) }
    let duckDB = try #require(Products.environment()["NIGHTSHIFT_DUCKDB"])
    let endless = "SELECT count(*) FROM range(1000000000000) AS a, range(1000000000000) AS b WHERE a.range + b.range < 0;\n"
    try Files.write(Array(endless.utf8), to: "\(home)/endless.sql")
    let script = "#!/bin/sh\nexec 3> \(home)/held\necho $$ > \(home)/ready\nexec \(duckDB) -batch < \(home)/endless.sql\n"
    try Files.write(Array(script.utf8), to: "\(home)/duckdb")
    #expect(chmod("\(home)/duckdb", 0o755) == 0)
    let held = open("\(home)/held", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(held) }
    _ = fcntl(held, F_SETFL, 0)
    let process = try BackgroundProcess(
      Products.nightshift, FaultyNight.command, in: home,
      environment: victim.environment(nil).merging(["NIGHTSHIFT_DUCKDB": "\(home)/duckdb"]) { $1 }, output: "\(home)/out")
    let ready = try #require(fopen("\(home)/ready", "r"))
    var line = [CChar](repeating: 0, count: 32)
    fgets(&line, 32, ready)
    fclose(ready)
    let child = pid_t(atoi(line))
    #expect(child > 1 && BackgroundProcess.isAlive(child))
    process.signal(SIGKILL)
    process.wait()
    // The end of the pipe is the beginning of the end of whoever held it; without it this would wait for ever.
    var byte: UInt8 = 0
    while read(held, &byte, 1) != 0 {}
    while BackgroundProcess.isAlive(child) { sched_yield() }
    try await victim.expectUndisturbed("killed while DuckDB was at work")
  }

  /// The kernel kills the child with its parent. The grandchild lives, until the next start, whose first act is to end it.
  @Test func aKilledRunTakesItsProgramsWithIt() async throws {
    let waiting = try Waiting()
    waiting.process.signal(SIGKILL)
    waiting.process.wait()
    waiting.waitForChild()
    #expect(waiting.isGrandchildAlive)
    let next = try await Products.run(
      Products.nightshift, ["run", "--pipeline", "other.yaml"], in: waiting.scratch.path, environment: Products.environment())
    #expect(next.code == 0)
    #expect(!waiting.isGrandchildAlive)
  }
}
