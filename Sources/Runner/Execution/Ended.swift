import Kernel
import Pipeline
import State

/// A cell that has come to its end.
struct Ended: Sendable {
  let started: Started
  let state: CellState
  /// Records the end; nil when it was committed together with what is in the lake.
  var record: (@Sendable (StateWriter) throws -> Void)?
  /// What to tell once the end is on the disk.
  let events: [RunEvent]

  var due: Due { started.due }

  /// How it stands for those that need it.
  var upstream: CellFacts.Upstream {
    switch state {
    case .succeeded: .runs
    case .gateClosed: .gateClosed
    default: .failed
    }
  }

  var exit: ExitCode {
    switch state {
    case .succeeded: .success
    case .gateClosed: .gateClosed
    case .stopped: .safetyStop
    case .interrupted: .terminated
    default: .jobFailed
    }
  }
}
