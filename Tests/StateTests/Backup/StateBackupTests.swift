import Drivers
import Glibc
import Kernel
import State
import TestSupport
import Testing

struct StateBackupTests {
  @Test func aBackupHoldsWhatTheStateHeld() throws {
    let folder = try ScratchFolder()
    let state = try StateStore(directory: "\(folder.path)/state", mode: .readWrite)
    try state.write { try $0.setWatermark(JobName("extract"), "orders", on: LogicalDate(daysSinceEpoch: 20_000), "kept") }
    // While it is in use, with its log beside it.
    try state.backUp(to: "\(folder.path)/copy/nightshift.sqlite")
    try state.write { try $0.setWatermark(JobName("extract"), "orders", on: LogicalDate(daysSinceEpoch: 20_000), "later") }
    let copy = try StateStore(directory: "\(folder.path)/copy", mode: .readOnly)
    #expect(try copy.read { try $0.watermark(JobName("extract"), "orders", on: LogicalDate(daysSinceEpoch: 20_000)) } == "kept")
    #expect(try Files.children("\(folder.path)/copy").map(\.name) == ["nightshift.sqlite"])
  }

  /// A replayed run names its backup after the moment it replays; it is the newest all the same.
  @Test func theOldestGoWhateverTheirNames() throws {
    let folder = try ScratchFolder()
    let state = try StateStore(directory: folder.path, mode: .readWrite)
    let backups = ["2026-11-23", "2026-11-24", "2026-01-01"].map { state.backupPath(at: Instant("\($0)T02:00:00Z")!) }
    for (age, path) in backups.enumerated() {
      try state.backUp(to: path)
      var times = [timeval(tv_sec: 1_700_000_000 + age, tv_usec: 0), timeval(tv_sec: 1_700_000_000 + age, tv_usec: 0)]
      #expect(utimes(path, &times) == 0)
    }
    #expect(try state.pruneBackups(keep: 2) == 1)
    #expect(!Files.exists(backups[0]) && Files.exists(backups[1]) && Files.exists(backups[2]))
  }
}
