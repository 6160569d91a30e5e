/// What the process tells cron and scripts. Where several apply, `gravest` wins.
public enum ExitCode: Int32, Sendable, CaseIterable {
  case success = 0
  case jobFailed = 1
  case gateClosed = 3
  case safetyStop = 5
  case usage = 64
  case invalidJobFile = 65
  case bug = 70
  case locked = 75
  case interrupted = 130
  case terminated = 143

  public var meaning: String {
    switch self {
    case .success: "done, or everything was up to date"
    case .jobFailed: "a job failed"
    case .gateClosed: "a quality gate closed"
    case .safetyStop: "a safety stop: a purge guard or an implausible clock"
    case .usage: "wrong command line"
    case .invalidJobFile: "a job file is invalid"
    case .bug: "a bug in nightshift"
    case .locked: "another nightshift holds the state folder"
    case .interrupted: "interrupted (SIGINT); the state is consistent"
    case .terminated: "terminated (SIGTERM); the state is consistent"
    }
  }

  /// Position in the order of gravity, least first.
  private var gravity: Int {
    let order: [Self] = [.success, .gateClosed, .jobFailed, .safetyStop, .locked, .usage, .invalidJobFile, .interrupted, .terminated, .bug]
    return order.firstIndex(of: self) ?? order.count
  }

  public static func gravest(_ codes: some Sequence<Self>) -> Self {
    codes.max { $0.gravity < $1.gravity } ?? .success
  }
}
