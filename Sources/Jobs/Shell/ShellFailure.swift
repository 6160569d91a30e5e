import Kernel

/// What an exit code other than 0 means.
enum ShellFailure {
  /// `EX_TEMPFAIL` of sysexits.h: the program itself says that trying again may help.
  static let tryAgain: Int32 = 75

  static func failure(code: Int32, command: String, lastLine: String?) -> Failure {
    let said = lastLine.map { ": \(printable($0))" } ?? ""
    if code == tryAgain {
      return Failure(
        6602, "\(command) asks to be tried again (exit code 75)\(said)", hint: "it is, as the job's `retries` say", retry: .backoff)
    }
    if code > 128, code <= 128 + 64 {
      return Failure(
        6601, "\(command) was ended by signal \(code - 128)\(said)", hint: "its output is in the attempt's log: nightshift logs")
    }
    return Failure(6601, "\(command) ended with exit code \(code)\(said)", hint: "its output is in the attempt's log: nightshift logs")
  }

  /// One line without control characters, at most 200 characters.
  private static func printable(_ line: String) -> String {
    let clean = String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 32 || (127...159).contains($0.value) ? "?" : $0 }))
    return clean.count > 200 ? "\(clean.prefix(199))…" : clean
  }
}
