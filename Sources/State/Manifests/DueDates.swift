import Kernel

/// What a transaction has noted already: a night changes a thousand cells of one date.
final class DueDates {
  private var noted: Set<LogicalDate> = []

  /// True the first time.
  func note(_ date: LogicalDate) -> Bool { noted.insert(date).inserted }
}
