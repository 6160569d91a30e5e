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
    let change = LakeChange(lake: lake)
    for intent in try state.read({ try $0.openIntents() }) {
      let document = try IntentDocument(json: intent.document)
      switch intent.phase {
      case .prepared: try change.takeBack(document)
      case .committed: try change.settle(document)
      }
      try state.write { try $0.closeIntent(intent.id) }
    }
    try Files.remove(lake.staging)
    return try state.write { try $0.markOrphansInterrupted(at: now) }
  }
}
