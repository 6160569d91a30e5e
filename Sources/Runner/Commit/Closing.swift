import Drivers
import Kernel
import Lake
import State

/// What follows the last commit of a run or an act, still under its lock: manifests and audit log into the lake, the anchor, a backup.
struct Closing: Sendable {
  let lake: LakeLayout
  let state: StateStore

  /// As many manifests as a slow disk writes in a few seconds: who sent a signal waits.
  private static let inAHurry = 100

  /// - Parameter backsUp: also when nothing has changed: the run before was cut off, so there is no backup of what it did.
  func close(at now: Instant, backsUp: Bool = false) throws {
    let manifests = ManifestWriter(lake: lake, state: state)
    let changed = try manifests.writeDue()
    try manifests.writeAudit()
    try state.anchorAudit()
    guard backsUp || !changed.isEmpty else { return }
    try state.backUp(to: state.backupPath(at: now))
    try state.pruneBackups(keep: StateStore.backupsKept)
  }

  /// What a run does that was cut off by a signal or a failure: the lake learns what is committed, as far as the state can still be used and
  /// in bounded time. What does not come to pass is due at the next start; the backup is always left to it.
  func cutOff(by error: any Error) {
    // Asking it again would only wait again.
    if StateStore.isRefusal(error) { return }
    let manifests = ManifestWriter(lake: lake, state: state)
    do {
      try manifests.writeDue(atMost: Self.inAHurry)
      try manifests.writeAudit()
      try state.anchorAudit()
    } catch {
      return
    }
  }
}
