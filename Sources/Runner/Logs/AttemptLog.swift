import Drivers
import Kernel
import State
import Synchronization

/// The file of one attempt. Each event is one line, whatever its text holds.
///
/// It is made when there is something to say that the state file does not know: an attempt that goes well in silence has none.
final class AttemptLog: Sendable {
  private struct Written {
    var file: AppendedFile?
    /// Rendered when there is something to stand beside.
    var notes: [(at: Instant, text: @Sendable () -> String)] = []
    var isLost = false
  }

  /// Relative to the state folder.
  let path: String
  private let context: RunContext
  private let cell: Cell
  private let written = Mutex(Written())

  init(_ context: RunContext, cell: Cell, path: String) {
    self.context = context
    self.cell = cell
    self.path = path
  }

  /// Where the log of an attempt is, relative to the state folder: a folder a date.
  static func path(run: Int, cell: Cell, attempt: Int) -> String { "logs/\(cell.date)/\(cell.job).run\(run)-attempt\(attempt).log" }

  var isEmpty: Bool { written.withLock { $0.file == nil } }

  /// Something that the state file knows too: it is only worth a line beside others.
  func note(_ text: @autoclosure @escaping @Sendable () -> String) {
    let at = context.clock.now()
    written.withLock { written in
      if written.file == nil { written.notes.append((at, text)) } else { append([Self.line(at, .info, text())], to: &written) }
    }
  }

  func write(_ message: String, _ level: RunEvent.Level) {
    let line = Self.line(context.clock.now(), level, message)
    written.withLock { written in
      let notes = written.notes.map { Self.line($0.at, .info, $0.text()) }
      written.notes = []
      append(notes + [line], to: &written)
    }
  }

  private func append(_ lines: [String], to written: inout Written) {
    guard !written.isLost else { return }
    do {
      let file = try written.file ?? open()
      written.file = file
      file.append(lines.joined(separator: "\n"))
    } catch {
      // A log that cannot be made must not fail the work that it is about.
      written.isLost = true
      context.emit(.message(cell, level: .warning, text: "no log: \(error)"))
    }
  }

  private static func line(_ at: Instant, _ level: RunEvent.Level, _ message: String) -> String {
    LogLine.text(at: at.description, level.rawValue, message)
  }

  private func open() throws(Failure) -> AppendedFile {
    let absolute = "\(context.state.directory)/\(path)"
    try Files.makeScratchDirectory(Files.directory(of: absolute))
    return try AppendedFile(absolute)
  }
}
