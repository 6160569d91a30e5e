/// How long the data below a prefix is kept.
public struct PurgeRule: Hashable, Sendable {
  public let prefix: LakePrefix
  /// Whole days: day D is kept while D >= today - days.
  public let days: Int
  /// What the days count from; nil is the day that the key's folders name where they name one, else the creation.
  public let ageFrom: AgeClock.Origin?
  /// The prefix may run empty (delivery errors, which are rare): its newest data may go too, and its share is judged by the lake as a whole.
  public let mayEmpty: Bool

  public init(prefix: LakePrefix, days: Int, ageFrom: AgeClock.Origin? = nil, mayEmpty: Bool = false) {
    self.prefix = prefix
    self.days = days
    self.ageFrom = ageFrom
    self.mayEmpty = mayEmpty
  }
}
