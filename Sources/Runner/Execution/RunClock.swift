public import Kernel

/// Times for the records of a run: where the clock stood at its start, plus what has really passed, so that durations are true even when
/// `--as-of` has stopped the clock that decisions are made with.
public struct RunClock: Sendable {
  private let start: Instant
  private let startUptime: Duration
  private let world: World

  public init(world: World) {
    self.world = world
    start = world.now()
    startUptime = world.uptime()
  }

  public func now() -> Instant { start.adding(elapsed) }

  /// What has passed since a moment that `elapsed` named.
  func since(_ start: Span) -> Span { Span(microseconds: elapsed.microseconds - start.microseconds) }

  public var elapsed: Span {
    let passed = (world.uptime() - startUptime).components
    return Span(microseconds: Int(passed.seconds) * 1_000_000 + Int(passed.attoseconds / 1_000_000_000_000))
  }
}
