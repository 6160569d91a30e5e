import Drivers
import Kernel
import Synchronization

/// Renders a run's events on standard error.
///
/// On a terminal: one live line per running job with its counts and an estimate, one lasting line per ended job. Elsewhere: nothing, but failures,
/// closed gates and guards, which a person must see; with `--verbose` every ended job, and now and then how far a range of dates has got.
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
    /// Nil before the run has begun.
    var pace: Pace?
    var began: Duration = .zero
  }

  private let console: Console
  private let uptime: @Sendable () -> Duration
  /// What a range of dates is called in front of its progress; nil for a single night, whose jobs have a line each.
  private let scope: String?
  private let state = Mutex(State())

  init(console: Console, uptime: @escaping @Sendable () -> Duration, scope: String? = nil) {
    self.console = console
    self.uptime = uptime
    self.scope = scope
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
        state.pace?.skipped += 1
        if console.verbose { say("\(console.paintError("-", .faint)) \(cell.job) \(cell.date): \(reason)", &state) }
        sayPace(&state)
      case .cellFinished(let cell, let ended, let counts, let elapsed):
        state.running[cell] = nil
        state.pace?.ran += 1
        let urgent = ended == .gateClosed || ended == .stopped
        guard urgent || console.verbose || console.isLive else { break }
        let numbers = counts.sorted { $0.key < $1.key }.map { "\($0.key.replacing("_", with: " ")) \($0.value.grouped)" }.joined(
          separator: ", ")
        let line =
          "\(console.paintError(Mark.sign(ended), Mark.style(ended))) \(cell.job) \(cell.date) \(Mark.word(ended)) in \(elapsed.readable)"
        say(numbers.isEmpty ? line : "\(line) (\(numbers))", &state)
        sayPace(&state)
      case .deadlineAtRisk(let risk): say("\(console.paintError("!", .warning)) \(risk.summary)", &state)
      case .notice(let level, let text):
        // What is wrong with a whole run has no log to be found in.
        guard level == .error || level == .warning || (level != .debug && console.verbose) else { break }
        say("\(console.paintError("!", .warning)) \(text.escapedControls)", &state)
      case .runStarted(_, let cells):
        if scope != nil { state.pace = Pace(total: cells) }
        state.began = uptime()
      case .runFinished: break
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
    var lines = state.running.sorted { $0.key < $1.key }.map { cell, running in line(cell, running) }
    if let scope, let pace = state.pace { lines.append("\(scope): \(pace.text(after: Span(uptime() - state.began)))") }
    guard !lines.isEmpty else { return }
    lines = Screenful.fit(lines, columns: StandardStream.error.columns, rows: StandardStream.error.rows)
    Console.write(lines.joined(separator: "\n") + "\n", to: .error)
    state.drawn = lines.count
  }

  /// In a file there is no live line to look at.
  private func sayPace(_ state: inout State) {
    guard console.verbose, !console.isLive, let scope, let text = state.pace?.line(after: Span(uptime() - state.began)) else { return }
    say("\(scope): \(text)", &state)
  }

  private func line(_ cell: Cell, _ running: Running) -> String {
    let spent = Span(uptime() - running.started)
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
