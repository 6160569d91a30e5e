public import Kernel

/// What is to be done about one cell, and why. The same value is printed by `plan`, followed by the run and replayed by `why`.
public enum Decision: Hashable, Sendable {
  case run(RunReason)
  case skip(SkipReason)

  public enum RunReason: Hashable, Sendable {
    case neverRan
    /// Which inputs, and what is new in them.
    case inputChanged([String])
    /// Which settings.
    case settingsChanged([String])
    case failedBefore
    case interrupted
    /// Which jobs upstream run before it and write what it reads.
    case upstreamRuns([JobName])
    case forced(by: String, why: String)
    /// A person asked for this cell to be done again.
    case restated(by: String, why: String)
  }

  public enum SkipReason: Hashable, Sendable {
    case upToDate
    /// Jobs that it needs and that did not succeed.
    case upstreamFailed([JobName])
    case gateClosed([JobName])
    case outsideCatchup
    case notBackfillable
    case disabled
    /// A person said that there is nothing to do.
    case void(by: String, why: String)
    /// It would delete or move bytes by a clock that cannot be right: what is wrong with it.
    case implausibleClock(String)
  }

  public var runs: Bool {
    if case .run = self { return true }
    return false
  }

  /// `run` or `skip`, as stored.
  public var verdict: String { runs ? "run" : "skip" }

  /// The words of design section 6, with their particulars behind them.
  public var reason: String {
    switch self {
    case .run(.neverRan): "never ran"
    case .run(.inputChanged(let inputs)): "input changed: \(inputs.joined(separator: ", "))"
    case .run(.settingsChanged(let keys)): "settings changed: \(keys.joined(separator: ", "))"
    case .run(.failedBefore): "failed before"
    case .run(.interrupted): "interrupted"
    case .run(.upstreamRuns(let jobs)): "upstream runs: \(list(jobs))"
    case .run(.forced(let user, let why)): "forced by \(user): \(why)"
    case .run(.restated(let user, let why)): "restated by \(user): \(why)"
    case .skip(.upToDate): "up to date"
    case .skip(.upstreamFailed(let jobs)): "upstream failed: \(list(jobs))"
    case .skip(.gateClosed(let jobs)): "gate closed: \(list(jobs))"
    case .skip(.outsideCatchup): "outside catchup"
    case .skip(.notBackfillable): "not backfillable: left to the nightly run"
    case .skip(.disabled): "disabled"
    case .skip(.void(let user, let why)): "void by \(user): \(why)"
    case .skip(.implausibleClock(let problem)): "implausible clock: \(problem)"
    }
  }

  private func list(_ jobs: [JobName]) -> String { jobs.map(\.rawValue).joined(separator: ", ") }
}
