public import Kernel

/// How old something is, in the whole days that S3 counts: what is N days old on day D becomes due at a midnight UTC.
///
/// S3 adds the days to the creation and rounds up to the next midnight, so a moment within day D is due at the start of D + N + 1. A creation
/// at exactly midnight belongs to the day that begins there and is due at the start of D + N + 1 too: S3 documents only the rule "the next day
/// midnight UTC", and the later reading never acts too early.
public enum AgeClock {
  /// Where a rule's days count from.
  public enum Origin: String, Sendable, Hashable, Codable, CaseIterable {
    /// The modification time on a local lake.
    case created
    /// The day that the key's folders name.
    case partition
  }

  /// The midnight from which something of `day` counts as `days` old.
  public static func due(_ day: LogicalDate, after days: Int) -> Instant { day.adding(days: days + 1).start }

  public static func due(created: Instant, after days: Int) -> Instant { due(LogicalDate(containing: created), after: days) }
}
