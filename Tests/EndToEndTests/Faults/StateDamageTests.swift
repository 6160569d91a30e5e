import Drivers
import GRDB
import Glibc
import Kernel
import TestSupport
import Testing

/// The state file is damaged in every way, and the real program either refuses, with its code and the way out and the lake as it was, or decides
/// exactly as it would have. Nothing is ever started afresh, and nothing is called up to date that is not.
@Suite(.serialized)
struct StateDamageTests {
  @Test func cutOffAnywhereItIsRefused() async throws {
    let state = try await StateUnderTest()
    var random = SeededRandom(seed: 20_261_124)
    let size = state.whole.count
    let lengths = [0, 1, 99, 4096, size / 2, size - 4096, size - 1] + (0..<13).map { _ in Int(random.next() % UInt64(size)) }
    for isSealed in [true, false] {
      for length in lengths {
        try state.put(Array(state.whole[..<length]), sealed: isSealed)
        try await state.expectRefusal([length == 0 ? "NS5013" : "NS5014"], "\(length) of \(size) bytes, sealed: \(isSealed)")
      }
    }
  }

  @Test func withOneBitFlippedAnywhereItIsRefused() async throws {
    let state = try await StateUnderTest()
    var random = SeededRandom(seed: 20_261_125)
    for _ in 0..<100 {
      let bit = Int(random.next() % UInt64(state.whole.count * 8))
      try state.put(state.flipped(bit), sealed: true)
      try await state.expectRefusal(["NS5014"], "bit \(bit)")
    }
  }

  /// Nobody vouches for the bytes: the file was copied without its seal, or its writer died and its log was merged by another program. SQLite's
  /// check and the seals of the cells find what they can; what they cannot find must never leave something undone.
  @Test func withOneBitFlippedAndNoSealNothingIsCalledUpToDate() async throws {
    let state = try await StateUnderTest()
    var random = SeededRandom(seed: 20_261_126)
    var refused = 0
    for _ in 0..<100 {
      let bit = Int(random.next() % UInt64(state.whole.count * 8))
      try state.put(state.flipped(bit), sealed: false)
      let plan = try await state.ask("plan")
      guard plan.code == 0 else {
        #expect(plan.errors.contains("NS501"), "bit \(bit): \(plan.errors)")
        refused += 1
        continue
      }
      let missing = state.running.subtracting(StateUnderTest.running(plan.output))
      #expect(missing.isEmpty, "bit \(bit)")
    }
    #expect(refused > 0)
  }

  @Test func aNewerFileIsRefused() async throws {
    let state = try await StateUnderTest()
    var bytes = state.whole
    // The last byte of `PRAGMA user_version` in the header.
    bytes[63] += 1
    try state.put(bytes, sealed: false)
    try await state.expectRefusal(["NS5011"], "a newer version", wayOut: "run the newer nightshift")
    let rebuilt = try await state.victim.run(["state", "rebuild", "--pipeline", "faults.yaml"])
    #expect(rebuilt.code == 1 && rebuilt.errors.contains("NS5011"), "\(rebuilt.output)")
    #expect(try Files.read(state.path) == bytes)
  }

  /// A run is killed, and what SQLite had put beside the file is gone, or its end is: the file alone is an earlier moment.
  @Test(arguments: ["gone", "cut off"]) func aLostLogIsRefusedAndTheStateIsRebuilt(_ how: String) async throws {
    let state = try await StateUnderTest(killedAt: "commit.closed:2")
    let log = "\(state.path)-wal"
    if how == "gone" { try Files.remove(log) } else { try Files.create(log, Array(try Files.read(log).dropLast(9000))) }
    try Files.remove("\(state.path)-shm")
    try await state.expectRefusal(["NS5017"], how)
    #expect(try await state.victim.run(["state", "rebuild", "--pipeline", "faults.yaml"]).code == 0)
    try await state.victim.expectUndisturbed(how, reported: true, rebuilt: true)
  }

  @Test(arguments: ["deleted", "replaced"]) func goneUnderARunItEndsTheRun(_ how: String) async throws {
    let state = try await StateUnderTest()
    let victim = state.victim
    let process = try victim.start(fail: "commit.intended:2:stop")
    #expect(process.waitUntilStopped())
    let away = "\(victim.home)/away"
    try Files.rename(state.path, to: away)
    if how == "replaced" {
      let backups = try Files.list("\(victim.home)/state/backups").map(\.path).sorted()
      try Files.create(state.path, try Files.read("\(victim.home)/state/backups/\(try #require(backups.last))"))
    }
    process.signal(SIGCONT)
    #expect(process.wait() == 1)
    #expect(try Files.readText("\(victim.home)/out").contains("NS5015"))
    try victim.expectOldOrNew(how)
    state.lake = try state.listing()
    try await state.expectRefusal(
      how == "deleted" ? ["NS5013"] : ["NS5014"], how, wayOut: how == "deleted" ? "nightshift state rebuild" : "rm -f")
    // What was moved away comes back, with the log that was left beside it.
    try Files.rename(away, to: state.path)
    try await victim.expectUndisturbed(how, reported: true)
  }

  @Test func lockedByAnotherProgramItIsWaitedForAndThenSaid() async throws {
    let state = try await StateUnderTest()
    state.victim.variables = ["NIGHTSHIFT_STATE_PATIENCE": "50ms"]
    let other = try Self.lock(state.path)
    let refused = try await state.victim.night()
    #expect(refused.code == 75 && refused.errors.contains("NS5016") && refused.errors.contains("fuser"), "\(refused.errors)")
    let lake = try state.listing()
    #expect(lake == state.lake)
    // Who only asks is not kept out.
    let plan = try await state.ask("plan")
    #expect(StateUnderTest.running(plan.output) == state.running)
    try Self.unlock(other)
    try await state.victim.expectUndisturbed("locked at the start")
  }

  @Test func lockedInTheMiddleItEndsTheRunAndNothingIsLost() async throws {
    let state = try await StateUnderTest()
    state.victim.variables = ["NIGHTSHIFT_STATE_PATIENCE": "50ms"]
    let process = try state.victim.start(fail: "commit.intended:2:stop")
    #expect(process.waitUntilStopped())
    let other = try Self.lock(state.path)
    process.signal(SIGCONT)
    #expect(process.wait() == 75)
    #expect(try Files.readText("\(state.victim.home)/out").contains("NS5016"))
    try Self.unlock(other)
    try state.victim.expectOldOrNew("locked")
    try await state.victim.expectUndisturbed("locked", reported: true)
  }

  /// Another program in the middle of a transaction.
  private static func lock(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    return other
  }

  private static func unlock(_ other: DatabaseQueue) throws {
    try other.inDatabase { try $0.execute(sql: "COMMIT") }
    try other.close()
  }

  @Test func aPatienceThatIsNoSpanIsSaid() async throws {
    let state = try await StateUnderTest()
    state.victim.variables = ["NIGHTSHIFT_STATE_PATIENCE": "soon"]
    let refused = try await state.victim.night()
    #expect(refused.code == 1 && refused.errors.contains("NS5020") && refused.errors.contains("'soon'"), "\(refused.errors)")
  }
}
