import Drivers
import Kernel
import Synchronization

/// Renders a run's events on standard error.
///
/// On a terminal: one live line per running job with its counts and an estimate, one lasting line per ended job. Elsewhere: nothing, but failures,
/// closed gates and guards, which a person must see; with `--verbose` every ended job.
final class LiveDisplay: Sendable {
  private struct Running {
    var started: Duration
    var progress: Progress?
    var attempt: Int
  }

  private struct State {
    var running: [Cell: Running] = [:]
    var drawn = 0
    var lastDraw: Duration = .zero
  }

  private let console: Console
  private let uptime: @Sendable () -> Duration
  private let state = Mutex(State())

  init(console: Console, uptime: @escaping @Sendable () -> Duration) {
    self.console = console
    self.uptime = uptime
  }

  @Sendable func handle(_ event: RunEvent) {
    state.withLock { state in
      switch event {
      case .attemptStarted(let cell, let attempt, _):
        state.running[cell] = Running(started: uptime(), progress: nil, attempt: attempt)
        redraw(&state)
      case .progress(let cell, let progress):
        state.running[cell]?.progress = progress
        if uptime() - state.lastDraw > .milliseconds(100) { redraw(&state) }
      case .attemptFailed(let cell, let attempt, let failure, let wait):
        state.running[cell] = nil
        var text =
          "\(console.paintError("✕", .bad)) \(cell.job) \(cell.date) attempt \(attempt): \(failure.code): \(failure.message.escapedControls)"
        if let hint = failure.hint { text += "\n  hint: \(hint)" }
        if let wait { text += "\n  trying again in \(wait.readable)" }
        if wait == nil || console.verbose || console.isLive { say(text, &state) }
      case .message(let cell, let level, let text):
        // Warnings are in the log and, where they matter, in the report: cron need not mail them.
        guard level == .error || (level != .debug && console.verbose) || (level == .warning && console.isLive) else { break }
        say("  \(cell.job) \(cell.date): \(text.escapedControls)", &state)
      case .cellSkipped(let cell, let reason):
        if console.verbose { say("\(console.paintError("-", .faint)) \(cell.job) \(cell.date): \(reason)", &state) }
      case .cellFinished(let cell, let ended, let counts, let elapsed):
        state.running[cell] = nil
        let numbers = counts.sorted { $0.key < $1.key }.map { "\($0.key.replacing("_", with: " ")) \($0.value.grouped)" }.joined(
          separator: ", ")
        let line =
          "\(console.paintError(Mark.sign(ended), Mark.style(ended))) \(cell.job) \(cell.date) \(Mark.word(ended)) in \(elapsed.readable)"
        let urgent = ended == .gateClosed || ended == .stopped
        if urgent || console.verbose || console.isLive { say(numbers.isEmpty ? line : "\(line) (\(numbers))", &state) }
      case .deadlineAtRisk(let risk): say("\(console.paintError("!", .warning)) \(risk.summary)", &state)
      case .notice(let level, let text):
        guard level == .error || (level != .debug && console.verbose) || (level == .warning && console.isLive) else { break }
        say(text.escapedControls, &state)
      case .runStarted, .runFinished: break
      }
    }
  }

  /// Takes the live lines away.
  func close() { state.withLock { erase(&$0) } }

  private func say(_ text: String, _ state: inout State) {
    erase(&state)
    Console.write(text + "\n", to: .error)
    redraw(&state)
  }

  private func erase(_ state: inout State) {
    guard state.drawn > 0 else { return }
    Console.write("\u{1B}[\(state.drawn)A\u{1B}[J", to: .error)
    state.drawn = 0
  }

  private func redraw(_ state: inout State) {
    guard console.isLive else { return }
    erase(&state)
    state.lastDraw = uptime()
    let lines = state.running.sorted { $0.key < $1.key }.map { cell, running in line(cell, running) }
    guard !lines.isEmpty else { return }
    Console.write(lines.joined(separator: "\n") + "\n", to: .error)
    state.drawn = lines.count
  }

  private func line(_ cell: Cell, _ running: Running) -> String {
    let elapsed = (uptime() - running.started).components
    let spent = Span(microseconds: Int(elapsed.seconds) * 1_000_000 + Int(elapsed.attoseconds / 1_000_000_000_000))
    var text = "… \(cell.job) \(cell.date)" + (running.attempt > 1 ? " attempt \(running.attempt)" : "")
    if let progress = running.progress {
      text += "  \(progress.done.grouped)" + (progress.total.map { " of \($0.grouped)" } ?? "") + " \(progress.unit)"
      if let total = progress.total, progress.done > 0, total > progress.done {
        let left = Int(Double(spent.microseconds) * Double(total - progress.done) / Double(progress.done))
        text += ", about \(Span(microseconds: left).readable) left"
      }
    }
    return text + "  \(spent.readable)"
  }
}

extension Console {
  fileprivate func paintError(_ text: String, _ style: Style) -> String { colorsErrors ? style.apply(text) : text }
}
