import Drivers
import Glibc
import Kernel
import Testing

/// `kill -9` at random moments of a night, then `run`: the end is byte for byte what an undisturbed night leaves.
@Suite(.serialized)
struct KillTests {
  private static let kills = 30

  @Test func thirtyRandomKillsLeaveNoTrace() async throws {
    let scratch = try Scratch("kill")
    let first = try #require(LogicalDate("2026-11-08")), second = first.adding(days: 1)
    let origin = try await ShopFixture.make(home: "\(scratch.path)/origin", from: first, days: 2, scale: "0.03")
    // The first night is undisturbed: the second has history, a look-back and old partitions to replace.
    try await origin.deliver(until: first)
    let night = try await origin.nightshift("run", asOf: first)
    #expect(night.code == 0 || night.code == 3, "\(night.errors)")
    try await origin.deliver(until: second)

    let reference = try await copy(origin, to: "\(scratch.path)/reference")
    let clock = ContinuousClock()
    let began = clock.now
    let undisturbed = try await reference.nightshift("run", asOf: second)
    let length = (clock.now - began).components
    let microseconds = Int(length.seconds) * 1_000_000 + Int(length.attoseconds / 1_000_000_000_000)
    let expected = try await reference.fingerprint()
    #expect(expected.count > 50)

    var random = SystemRandom(state: 20_261_121)
    var killed = 0, number = 0
    // A night that was over before its moment came was not killed and does not count.
    while killed < Self.kills {
      number += 1
      try #require(number < 8 * Self.kills)
      let place = try await copy(origin, to: "\(scratch.path)/victim")
      let moment = Int(random.next() % UInt64(microseconds))
      let process = try BackgroundProcess(
        Products.nightshift, ["run", "--as-of", Shop.due(second).description], in: place.home, environment: place.environment,
        output: "\(place.home)/out")
      usleep(UInt32(moment))
      process.signal(SIGKILL)
      if process.wait() == 128 + SIGKILL { killed += 1 }

      let rerun = try await place.nightshift("run", asOf: second)
      #expect(rerun.code == undisturbed.code, "kill \(number) at \(moment) µs: \(rerun.errors)")
      let found = try await place.fingerprint()
      for (path, content) in expected where found[path] != content {
        Issue.record("kill \(number) at \(moment) µs: \(path) is \(found[path] ?? "missing")")
      }
      for path in found.keys where expected[path] == nil { Issue.record("kill \(number) at \(moment) µs: \(path) is left over") }
      try Files.remove(place.home)
    }
  }

  private func copy(_ shop: Shop, to home: String) async throws -> Shop {
    try await Scratch.copy(shop.home, to: home)
    return Shop(home: home, dsn: shop.dsn)
  }

  /// SplitMix64 by Sebastiano Vigna: the same moments on every machine.
  private struct SystemRandom {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
