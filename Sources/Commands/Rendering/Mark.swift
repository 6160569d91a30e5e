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
  var needsAPerson: Bool { [.failed, .stopped, .interrupted, .gateClosed].contains(self) }
}
