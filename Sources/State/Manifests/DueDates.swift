/// What a transaction has noted already: a night changes a thousand cells of one date.
final class DueDates {
  private var noted: Set<String> = []

  /// True the first time.
  func note(_ date: String) -> Bool { noted.insert(date).inserted }
}
