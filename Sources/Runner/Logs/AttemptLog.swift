import Drivers
import Kernel
import State

/// The file of one attempt. Each event is one line, whatever its text holds.
final class AttemptLog: Sendable {
  /// Relative to the state folder.
  let path: String
  private let file: AppendedFile
  private let now: @Sendable () -> Instant

  init(_ context: RunContext, cell: Cell, attempt: Int) throws(Failure) {
    path = Self.path(run: context.run, cell: cell, attempt: attempt)
    let absolute = "\(context.state.directory)/\(path)"
    if attempt == 1 { try Files.makeScratchDirectory(Files.directory(of: absolute)) }
    file = try AppendedFile(absolute)
    now = { [clock = context.clock] in clock.now() }
  }

  /// Where the log of an attempt is, relative to the state folder: a folder a date.
  static func path(run: Int, cell: Cell, attempt: Int) -> String { "logs/\(cell.date)/\(cell.job).run\(run)-attempt\(attempt).log" }

  func write(_ message: String, _ level: RunEvent.Level) {
    file.append(LogLine.text(at: now().description, level.rawValue, message))
  }
}
