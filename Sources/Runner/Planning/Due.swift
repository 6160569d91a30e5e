import JobKit
import Kernel
import Pipeline

/// A cell that is to be run now, with everything that running it needs.
struct Due: Sendable {
  /// Its number on the board and in its stage.
  let node: Int
  let slot: Int
  let cell: Cell
  let job: LoadedJob
  let decision: Decision
  /// What it reads, as decided with; stored with the success.
  let inputs: [String: String]
  /// What exactly differs from the last success.
  let cause: Cause

  var isForced: Bool {
    if case .run(.forced) = decision { return true }
    return false
  }
}
