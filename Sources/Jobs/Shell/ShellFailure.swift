import Kernel

/// What an exit code other than 0 means. What the program printed stays in the log: failures are stored and shown, and it may hold personal data.
enum ShellFailure {
  /// `EX_TEMPFAIL` of sysexits.h: the program itself says that trying again may help.
  static let tryAgain: Int32 = 75

  static func failure(code: Int32, command: String, cell: Cell, attempt: Int) -> Failure {
    let log = "its output: nightshift logs \(cell.job) --date \(cell.date)"
    if code == tryAgain {
      // Another attempt's log will be the last one.
      return Failure(6602, "\(command) asks to be tried again (exit code 75)", hint: "\(log) --attempt \(attempt)", retry: .backoff)
    }
    if code > 128, code <= 128 + 64 { return Failure(6601, "\(command) was ended by signal \(code - 128)", hint: log) }
    return Failure(6601, "\(command) ended with exit code \(code)", hint: log)
  }
}
