import Drivers
import Testing

/// System calls that fail, by strace: below every line of ours, SQLite's, libpq's and DuckDB's.
@Suite(.serialized)
struct SystemCallTests {
  private static let hasTracer = Files.isExecutable("/usr/bin/strace")

  @Test(
    .enabled(if: hasTracer, "strace is not installed"),
    arguments: [
      "fsync,fdatasync:error=EIO:when=2", "fsync,fdatasync:error=EIO:when=20", "?rename,?renameat,?renameat2:error=EIO:when=1",
      "?rename,?renameat,?renameat2:error=EIO:when=3", "?mkdir,?mkdirat:error=ENOSPC:when=4", "pwrite64:error=EIO:when=9",
      "pwrite64:error=ENOSPC:when=30", "?unlink,?unlinkat:error=EIO:when=2",
    ])
  func aSystemCallThatFailsIsTypedAndLosesNothing(_ injection: String) async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    let calls = injection.prefix { $0 != ":" }
    victim.wrapper = ["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(calls)", "-e", "inject=\(injection)"]
    let failed = try await victim.night()
    victim.wrapper = []
    // The counter is each thread's own: which call is hit differs, and some are in what may fail without harm.
    if failed.code != 0 {
      #expect(failed.code == 1, "\(injection): \(failed.errors)")
      #expect(failed.errors.contains("NS") && failed.errors.contains("/"), "\(injection): \(failed.errors)")
    }
    try victim.expectOldOrNew(injection)
    try await victim.expectUndisturbed(injection, reported: true)
  }

  @Test(.enabled(if: hasTracer, "strace is not installed")) func noRoomForTheIndexOfTheStateIsSaid() async throws {
    let victim = try await FaultyNight.prepared.value.victim()
    let index = "\(victim.home)/state/nightshift.sqlite-shm"
    victim.wrapper = ["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-P", index, "-e", "inject=pwrite64:error=ENOSPC:when=1"]
    let failed = try await victim.night()
    #expect(failed.code == 1)
    #expect(failed.errors.contains("NS5010: no space left for the index of the state file, \(index)"), "\(failed.errors)")
  }
}
