/// Everything the program may know of the outside besides files and sockets: the only way to the clock, randomness,
/// the environment and the current directory, so that a test or `--as-of` can replay any night.
public struct World: Sendable {
  /// The time that decisions are made with. `--as-of` freezes it.
  public var now: @Sendable () -> Instant
  /// A clock that only goes forward, for durations. Never stored in an output.
  public var uptime: @Sendable () -> Duration
  public var environment: [String: String]
  /// Absolute, without a slash at its end.
  public var currentDirectory: String
  public var processID: Int32
  /// True when `now` was given by `--as-of` instead of the system's clock.
  public var isReplayed: Bool

  public init(
    now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Duration, environment: [String: String],
    currentDirectory: String, processID: Int32, isReplayed: Bool = false
  ) {
    self.now = now
    self.uptime = uptime
    self.environment = environment
    self.currentDirectory = currentDirectory
    self.processID = processID
    self.isReplayed = isReplayed
  }

  /// The same world with its clock stopped at `instant`.
  public func frozen(at instant: Instant) -> World {
    var copy = self
    copy.now = { instant }
    copy.isReplayed = true
    return copy
  }

  /// `path` as it is when absolute, else below the current directory.
  public func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : path == "." ? currentDirectory : "\(currentDirectory)/\(path)"
  }
}
