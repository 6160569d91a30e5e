import Drivers
import Glibc
import Kernel
import Testing

/// Many at once, and one that stands still: the lock is the kernel's.
struct StartTests {
  @Test func ofFiftyStartsExactlyOneRuns() throws {
    let scratch = try Scratch("starts")
    let home = scratch.path
    for name in ["ready", "release"] { mkfifo("\(home)/\(name)", 0o600) }
    let text = """
      pipeline: test
      schedule: { cron: 0 2 * * *, start: 2026-01-01 }
      connections: { lake: { kind: local, path: lake } }
      jobs:
        waits:
          kind: shell
          command: [ sh, -c, "echo $PPID > \(home)/ready; read line < \(home)/release; echo once >> \(home)/done" ]
          retries: { limit: 0 }

      """
    try Files.write(Array(text.utf8), to: "\(home)/pipeline.yaml")
    let all = try (0..<50).map { _ in
      try BackgroundProcess(
        Products.nightshift, ["run", "--pipeline", "pipeline.yaml"], in: home, environment: Products.environment(), output: "\(home)/out")
    }
    // Opening the pipe waits for the one whose job runs.
    let ready = try #require(fopen("\(home)/ready", "r"))
    var line = [CChar](repeating: 0, count: 32)
    fgets(&line, 32, ready)
    fclose(ready)
    let first = pid_t(atoi(line))
    #expect(all.filter { $0.pid == first }.count == 1)
    for process in all where process.pid != first { #expect(process.wait() == 75) }
    let release = try #require(fopen("\(home)/release", "w"))
    fputs("go\n", release)
    fclose(release)
    for process in all where process.pid == first { #expect(process.wait() == 0) }
    #expect(try Files.readText("\(home)/done") == "once\n")
  }

  /// The run stops itself between publication and catalog, the worst moment there is; the second start must not think that it died.
  @Test(arguments: ["commit.published:2", "recovery.swept:1", "commit.catalogued:1"])
  func aRunThatStandsStillKeepsItsLock(_ point: String) async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    let process = try victim.start(fail: "\(point):stop")
    #expect(process.waitUntilStopped())
    let second = try await victim.night()
    #expect(second.code == 75 && second.errors.contains("pid \(process.pid)"), "\(second.errors)")
    process.signal(SIGCONT)
    #expect(process.wait() == 0)
    let differences = try await Snapshot(of: victim.shop, from: night.origin).differences(from: night.undisturbed)
    #expect(differences.map { $0.prefix(300) } == [])
    try await victim.expectUndisturbed(point)
  }
}
