import Kernel

/// The exit codes that a command can end with, as its help shows them.
enum ExitCodeHelp {
  /// Those of a command that runs no job. Success and the wrong use of a command are everybody's.
  static func text(_ codes: Kernel.ExitCode...) -> String {
    text(codes) { $0 == .jobFailed ? "something is wrong: the output says what" : $0.meaning }
  }

  private static func text(_ codes: [Kernel.ExitCode], _ meaning: (Kernel.ExitCode) -> String) -> String {
    let all = Kernel.ExitCode.allCases.filter { codes.contains($0) || $0 == .success || $0 == .usage }
    return "EXIT CODES\n" + all.map { "  \($0.rawValue)\t\(meaning($0))" }.joined(separator: "\n")
  }

  /// Those of a command that reads the pipeline file and asks the state.
  static let asking = text(.jobFailed, .invalidJobFile)
  /// Those of a run.
  static let running = text([.jobFailed, .gateClosed, .safetyStop, .invalidJobFile, .locked, .interrupted, .terminated], \.meaning)
  /// Those of an act on the lake by hand.
  static let acting = text(.jobFailed, .safetyStop, .invalidJobFile, .locked)
}
