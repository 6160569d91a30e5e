import Drivers
import Kernel
import Lake
import State

/// What follows the last commit of a run or an act, still under its lock: manifests and audit log into the lake, the anchor, a backup.
struct Closing: Sendable {
  let lake: LakeLayout
  let state: StateStore

  /// A run that changed nothing writes nothing here.
  func close(at now: Instant) throws {
    let manifests = ManifestWriter(lake: lake, state: state)
    let changed = try manifests.writeDue()
    try manifests.writeAudit()
    try state.anchorAudit()
    guard !changed.isEmpty else { return }
    try state.backUp(to: state.backupPath(at: now))
    try state.pruneBackups(keep: StateStore.backupsKept)
  }
}
