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
    var notes = ""
    var isLost = false
  }

  /// Relative to the state folder.
  let path: String
  private let context: RunContext
  private let cell: Cell
  private let written = Mutex(Written())

  init(_ context: RunContext, cell: Cell, attempt: Int) {
    self.context = context
    self.cell = cell
    path = Self.path(run: context.run, cell: cell, attempt: attempt)
  }

  /// Where the log of an attempt is, relative to the state folder: a folder a date.
  static func path(run: Int, cell: Cell, attempt: Int) -> String { "logs/\(cell.date)/\(cell.job).run\(run)-attempt\(attempt).log" }

  var isEmpty: Bool { written.withLock { $0.file == nil } }

  /// Something that the state file knows too: it is only worth a line beside others.
  func note(_ message: String) { add(message, .info, isNote: true) }

  func write(_ message: String, _ level: RunEvent.Level) { add(message, level, isNote: false) }

  private func add(_ message: String, _ level: RunEvent.Level, isNote: Bool) {
    let line = LogLine.text(at: context.clock.now().description, level.rawValue, message)
    written.withLock { written in
      if written.file == nil, isNote {
        written.notes += line + "\n"
        return
      }
      guard !written.isLost else { return }
      do {
        let file = try written.file ?? open()
        file.append(written.notes + line)
        (written.file, written.notes) = (file, "")
      } catch {
        // A log that cannot be made must not fail the work that it is about.
        written.isLost = true
        context.emit(.message(cell, level: .warning, text: "no log: \(error)"))
      }
    }
  }

  private func open() throws(Failure) -> AppendedFile {
    let absolute = "\(context.state.directory)/\(path)"
    try Files.makeScratchDirectory(Files.directory(of: absolute))
    return try AppendedFile(absolute)
  }
}
