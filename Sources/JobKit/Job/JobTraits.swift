/// What the planner and the runner must know of a kind.
public struct JobTraits: Hashable, Sendable {
  public enum Backfill: String, Sendable {
    /// Each date is work of its own.
    case perInterval
    /// Left to the nightly run: it acts on the whole lake as it is now.
    case never
  }

  public enum Effect: String, Sendable {
    case replacesPartitions
    /// Moves or removes bytes: an implausible clock is a safety stop for it.
    case deletes
    case none
  }

  public var backfill: Backfill
  public var effect: Effect
  /// It finds what others work on (a crawl): the night's own cell goes first, before older dates are looked at.
  public var discovers: Bool
  /// Each date builds on the one before it: its dates run one after the other, unless the file says otherwise.
  public var sequential: Bool
  /// Another process does its work, and its own thread is not kept from anything.
  public var delegates: Bool

  public init(backfill: Backfill, effect: Effect, discovers: Bool = false, sequential: Bool = true, delegates: Bool = false) {
    self.backfill = backfill
    self.effect = effect
    self.discovers = discovers
    self.sequential = sequential
    self.delegates = delegates
  }
}
