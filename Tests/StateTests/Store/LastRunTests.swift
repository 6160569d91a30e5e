import Drivers
import Kernel
import TestSupport
import Testing

@testable import State

/// A folder whose state file is gone still knows how far the runs were counted.
struct LastRunTests {
  @Test func theNewestBackupAndTheLogsTell() throws {
    let folder = try ScratchFolder()
    #expect(StateStore.lastRunKnown(in: folder.path) == 0)
    let state = try StateStore(directory: folder.path, mode: .readWrite)
    let now = Instant("2026-01-02T02:00:00Z")!, date = LogicalDate("2026-01-01")!
    for _ in 1...3 {
      try state.write { writer in
        let run = try writer.beginRun(pipeline: "p", trigger: "run", dates: date...date, asOf: now, at: now)
        try writer.endRun(run, exit: .success, at: now)
      }
    }
    try state.backUp(to: state.backupPath(at: now))
    #expect(StateStore.lastRunKnown(in: folder.path) == 3)
    // Two runs later, which no backup has seen.
    try Files.makeDirectory("\(folder.path)/logs/\(date)")
    try Files.create("\(folder.path)/logs/\(date)/a.run.job.run5-attempt2.log", [])
    #expect(StateStore.lastRunKnown(in: folder.path) == 5)
  }

  @Test(arguments: [("2026-01-01/a.run14-attempt1.log", 14), ("2026-01-01/a.run2.run3-attempt1.log", 3), ("2026-01-01/notes.txt", nil)])
  func aLogsNameTellsItsRun(path: String, run: Int?) {
    #expect(StateStore.run(ofLog: path) == run)
  }
}
