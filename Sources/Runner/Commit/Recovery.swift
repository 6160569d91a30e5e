import Drivers
import JobKit
public import Kernel
public import Lake
public import State

/// What the first thing after taking the lock is: finish or take back what a dead process left, and say which cells it was at.
public struct Recovery: Sendable {
  private let lake: LakeLayout
  private let state: StateStore

  public init(lake: LakeLayout, state: StateStore) {
    self.lake = lake
    self.state = state
  }

  /// Cells that were interrupted. Safe to repeat, also after a crash inside it.
  @discardableResult
  public func run(at now: Instant) throws -> [Cell] {
    try Failpoint.recoveryBegun.hit(lake.root)
    if let last = try state.read({ try $0.lastRun() }), last.endedAt == nil {
      // What a dead run's programs started may still be writing.
      LostProcesses.end(carrying: ["NIGHTSHIFT_STATE_FOLDER": state.directory])
    }
    let change = LakeChange(lake: lake)
    for intent in try state.read({ try $0.openIntents() }) {
      let document = try IntentDocument(json: intent.document)
      switch intent.phase {
      case .prepared:
        try change.takeBack(document)
        try Failpoint.recoveryTakenBack.hit(lake.root)
      case .committed:
        if document.movesBytes { try ManifestWriter(lake: lake, state: state).writeAhead() }
        try change.settle(document)
        try Failpoint.recoverySettled.hit(lake.root)
      }
      try state.write { try $0.closeIntent(intent.id) }
      try Failpoint.recoveryClosed.hit(lake.root)
    }
    try Files.remove(lake.staging)
    try Failpoint.recoverySwept.hit(lake.staging)
    let cells = try state.write { try $0.markOrphansInterrupted(at: now) }
    try Failpoint.recoveryMarked.hit(lake.root)
    try ManifestWriter(lake: lake, state: state).writeDue()
    return cells
  }
}
