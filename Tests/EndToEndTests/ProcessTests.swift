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
    let grandchild: pid_t

    init() throws {
      scratch = try Scratch("process")
      let home = scratch.path
      mkfifo("\(home)/ready", 0o600)
      let script = "trap '' TERM; sleep 1000 & echo $! > \(home)/ready; wait; wait"
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
      process = try BackgroundProcess(
        Products.nightshift, ["run", "--pipeline", "pipeline.yaml"], in: home, environment: Products.environment(), output: "\(home)/out")
      // Opening the pipe waits for the job to open it too.
      let pipe = try #require(fopen("\(home)/ready", "r"))
      defer { fclose(pipe) }
      var line = [CChar](repeating: 0, count: 32)
      fgets(&line, 32, pipe)
      grandchild = pid_t(atoi(line))
      #expect(grandchild > 1)
    }

    /// A zombie whose new parent has not looked yet is dead.
    var isGrandchildAlive: Bool {
      guard let stat = fopen("/proc/\(grandchild)/stat", "r") else { return false }
      defer { fclose(stat) }
      var line = [CChar](repeating: 0, count: 256)
      fgets(&line, 256, stat)
      return !String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).contains(") Z ")
    }

    deinit { kill(grandchild, SIGKILL) }

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
    kill(waiting.grandchild, SIGKILL)
    let plan = try await waiting.nightshift("plan", "--json")
    #expect(plan.output.contains("\"reason\" : \"interrupted\""))
  }
}
