/// What happens during a run. Text, JSON and log files are renderings of this one stream.
public enum RunEvent: Sendable {
  /// - cells: how many it looks at, most of which may turn out to be up to date.
  case runStarted(run: Int, cells: Int)
  case cellSkipped(Cell, reason: String)
  case attemptStarted(Cell, attempt: Int, reason: String)
  /// Something a person might read in the attempt's log.
  case message(Cell, level: Level, text: String)
  /// How far an attempt has got; `total` is nil while unknown.
  case progress(Cell, Progress)
  case attemptFailed(Cell, attempt: Int, failure: Failure, retryIn: Span?)
  case cellFinished(Cell, state: CellState, counts: [String: Int], elapsed: Span)
  /// A deadline will probably be missed: a person may still do something about it.
  case deadlineAtRisk(DeadlineRisk)
  /// About the run as a whole.
  case notice(level: Level, text: String)
  case runFinished(run: Int, exit: ExitCode)

  public enum Level: String, Sendable, Codable, CaseIterable { case debug, info, warning, error }
}

/// How far an attempt has got, in the unit it counts.
public struct Progress: Hashable, Sendable {
  public let done: Int
  public let total: Int?
  public let unit: String

  public init(done: Int, total: Int?, unit: String) {
    self.done = done
    self.total = total
    self.unit = unit
  }
}

/// The state of one job on one date.
public enum CellState: String, Sendable, Codable, CaseIterable {
  case running, succeeded, failed, interrupted
  /// It did its work, and the data it judged did not pass.
  case gateClosed = "gate_closed"
  /// A guard refused to go on until a person has looked.
  case stopped
  case skipped
  /// A person asked for it to be done again.
  case restated
  /// A person said that there is nothing to do: as good as done for what needs it.
  case void
}
