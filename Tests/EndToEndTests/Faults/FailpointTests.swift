import Drivers
import Glibc
import Testing

/// The process dies, or the system refuses, at every durable step that has a name.
@Suite(.serialized)
struct FailpointTests {
  private struct Strike: Sendable {
    let point: Failpoint
    let passing: Int
    var text: String { "\(point.rawValue):\(passing)" }
  }

  /// The first and the last time that the night passes each point.
  private static func strikes(_ night: FaultyNight) -> [Strike] {
    night.passings.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { point, count in
      Set([1, count]).sorted().map { Strike(point: point, passing: $0) }
    }
  }

  /// Points that only the start after a crash passes, with the crash that leads there.
  private static let recoveries: [(point: Failpoint, after: String)] = [
    (.recoveryBegun, "commit.intended:2"), (.recoveryTakenBack, "commit.intended:1"), (.recoveryTakenBack, "commit.published:2"),
    (.recoverySettled, "commit.catalogued:2"), (.recoveryClosed, "commit.published:1"), (.recoveryClosed, "commit.settled:1"),
    (.recoverySwept, "attempt.begun:2"), (.recoveryMarked, "attempt.begun:3"), (.fileExchange, "commit.published:2"),
    (.stateCommit, "commit.published:1"), (.stateCommitted, "commit.published:1"), (.folderSync, "commit.published:2"),
  ]

  @Test func everyPointIsPassed() async throws {
    let night = try await FaultyNight.prepared.value
    let never = Failpoint.allCases.filter { point in night.passings[point] == nil && !Self.recoveries.contains { $0.point == point } }
    #expect(never.map(\.rawValue) == [])
  }

  @Test func aKillAtAnyPointLeavesNoTrace() async throws {
    let night = try await FaultyNight.prepared.value
    try await twoAtOnce(Self.strikes(night)) { strike in
      var (victim, strike) = (try await night.victim(), strike)
      var killed = try await victim.night(fail: "\(strike.text):kill")
      // How many ends share a commit is a matter of milliseconds, and so is how often some points are passed.
      while killed.code == 0, strike.passing > 1 {
        (victim, strike) = (try await night.victim(), Strike(point: strike.point, passing: strike.passing - 1))
        killed = try await victim.night(fail: "\(strike.text):kill")
      }
      #expect(killed.code == 128 + SIGKILL, "\(strike.text)")
      try victim.expectOldOrNew(strike.text)
      try await victim.expectUndisturbed(strike.text)
    }
  }

  @Test func aKillOfTheRecoveryLeavesNoTrace() async throws {
    let night = try await FaultyNight.prepared.value
    try await twoAtOnce(Self.recoveries.map { (first: $0.after, then: $0.point.rawValue) }) { first, then in
      let victim = try await night.victim()
      #expect(try await victim.night(fail: "\(first):kill").code == 128 + SIGKILL, "\(first)")
      let what = "\(first), then \(then)"
      #expect(try await victim.night(fail: "\(then):1:kill").code == 128 + SIGKILL, "\(what)")
      try victim.expectOldOrNew(what)
      try await victim.expectUndisturbed(what)
    }
  }

  /// At the first passing of each point. Whoever meets the error says where and why, and does nothing by halves.
  @Test(arguments: [(Fault.eio, "Input/output error"), (.enospc, "No space left on device")])
  func anErrorAtAnyPointIsTypedAndLosesNothing(_ fault: Fault, _ reason: String) async throws {
    let night = try await FaultyNight.prepared.value
    let strikes = Self.strikes(night).filter { $0.point.faults.contains(fault) && $0.passing == 1 }
    try await twoAtOnce(strikes) { strike in
      let what = "\(strike.text):\(fault.rawValue)"
      let victim = try await night.victim()
      let failed = try await victim.night(fail: what)
      if failed.code != 0 {
        #expect(failed.code == 1, "\(what): \(failed.errors)")
        #expect(failed.errors.contains("NS") && failed.errors.contains("/") && failed.errors.contains(reason), "\(what): \(failed.errors)")
      }
      try victim.expectOldOrNew(what)
      try await victim.onlyRecover()
      try victim.expectOldOrNew("\(what), recovered")
      try await victim.expectUndisturbed(what, reported: true)
    }
  }
}
