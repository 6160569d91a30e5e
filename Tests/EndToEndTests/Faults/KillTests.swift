import Drivers
import Glibc
import Kernel
import TestSupport
import Testing

/// `kill -9` at random moments of a night, then the same night again: the end is byte for byte what an undisturbed one leaves.
///
/// Continuous integration kills forty times; `make torture` a thousand times, and two hundred times the run after it as well.
@Suite(.serialized)
struct KillTests {
  @Test func randomKillsLeaveNoTrace() async throws {
    try await kill(times: Torture.times ?? 40, runs: 1, seed: 20_261_121)
  }

  @Test func killsOfTheRerunLeaveNoTrace() async throws {
    try await kill(times: Torture.times.map { $0 / 5 } ?? 6, runs: 2, seed: 20_261_122)
  }

  /// Kills the night, and the night after it, until each has died.
  private func kill(times: Int, runs: Int, seed: UInt64) async throws {
    let night = try await FaultyNight.prepared.value
    var random = SeededRandom(seed: seed)
    let moments = (0..<times).map { _ in (0..<8 * runs).map { _ in UInt32(random.next() % UInt64(night.microseconds)) } }
    try await twoAtOnce(moments) { moments in
      var victim = try await night.victim()
      var died = 0, missed = 0
      var past: [String] = []
      for moment in moments where died < runs {
        let process = try victim.start()
        usleep(moment >> missed)
        process.signal(SIGKILL)
        past.append("\(moment >> missed) µs")
        if process.wait() == 128 + SIGKILL {
          died += 1
          try victim.expectOldOrNew("killed at \(past)")
        } else {
          // Over before its moment came: nothing was killed, so it does not count. The machine has become faster than it was.
          missed += 1
          victim = try await night.victim()
          (died, past) = (0, [])
        }
      }
      #expect(died == runs)
      try await victim.expectUndisturbed("killed at \(past)")
    }
  }
}
