import Drivers
import Glibc
import TestSupport
import Testing

/// Told to stop at any moment, it stops, says so by its exit code, and the next run goes on to the same bytes.
@Suite(.serialized)
struct SignalTests {
  @Test(arguments: [SIGTERM, SIGINT]) func aSignalAtAnyMomentIsResumed(_ signal: Int32) async throws {
    let night = try await FaultyNight.prepared.value
    var random = SeededRandom(seed: UInt64(signal))
    let moments = (0..<(Torture.times.map { $0 / 20 } ?? 4)).map { _ in UInt32(random.next() % UInt64(night.microseconds)) }
    try await twoAtOnce(moments) { moment in
      let victim = try await night.victim()
      let process = try victim.start()
      usleep(moment)
      process.signal(signal)
      let code = process.wait()
      // Before it has begun to listen, the signal ends it as any program; after its last step, it is done.
      #expect([0, 128 + signal].contains(code), "after \(moment) µs: \(code)")
      try victim.expectOldOrNew("signal \(signal) after \(moment) µs")
      try await victim.expectUndisturbed("signal \(signal) after \(moment) µs")
    }
  }

  @Test(arguments: [SIGTERM, SIGINT]) func aSignalInTheMiddleHasItsOwnCode(_ signal: Int32) async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    let process = try victim.start(fail: "child.ended:2:stop")
    #expect(process.waitUntilStopped())
    process.signal(signal)
    process.signal(SIGCONT)
    #expect(process.wait() == 128 + signal)
    #expect(try Files.readText("\(victim.home)/out").contains("interrupted: what is done stays done; repeat the same command"))
    try await victim.expectUndisturbed("signal \(signal)")
  }
}
