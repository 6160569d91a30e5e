import Kernel

/// One sign, one letter and one word per state, so that colour is never needed to tell them apart.
enum Mark {
  static func sign(_ state: CellState?) -> String {
    switch state {
    case .succeeded: "✓"
    case .failed: "✕"
    case .gateClosed: "▲"
    case .stopped: "■"
    case .interrupted: "!"
    case .running: "…"
    case .skipped: "-"
    case .restated: "↻"
    case .void: "○"
    case nil: "·"
    }
  }

  /// In a grid, where many stand together: what went well stays in the background, everything else is a letter.
  static func letter(_ state: CellState?) -> String {
    switch state {
    case .failed: "F"
    case .gateClosed: "G"
    case .stopped: "S"
    case .interrupted: "I"
    case .running: "R"
    case .restated: "A"
    case .void: "V"
    case .succeeded, .skipped, nil: sign(state)
    }
  }

  /// The letter of a night on which a job has not been, although it had been at work before.
  static let missed = "M"
  /// The letter of a cell that waits for one that did not succeed.
  static let blocked = "U"

  static func word(_ state: CellState?) -> String {
    switch state {
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .gateClosed: "gate closed"
    case .stopped: "stopped by a guard"
    case .interrupted: "interrupted"
    case .running: "running"
    case .skipped: "skipped"
    case .restated: "to be done again"
    case .void: "void"
    case nil: "never ran"
    }
  }

  static func style(_ state: CellState?) -> Style {
    switch state {
    case .succeeded: .good
    case .failed, .stopped: .bad
    case .gateClosed, .interrupted, .running: .warning
    case .restated: .warning
    case .skipped, .void, nil: .faint
    }
  }
}

extension CellState {
  /// Nothing gets better by itself here: somebody must look.
  static let needingAPerson: Set<Self> = [.failed, .stopped, .interrupted, .gateClosed]
}
