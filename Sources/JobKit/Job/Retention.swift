public import Kernel

/// How long a job lets the data below a prefix of the lake be.
public struct Retention: Hashable, Sendable {
  /// With a `/` at its end, relative to the lake's root.
  public let prefix: String
  /// Whole days: day D is kept while D >= today - days.
  public let days: Int
  /// Where it is written.
  public let location: SourceLocation?

  public init(prefix: String, days: Int, location: SourceLocation?) {
    self.prefix = prefix
    self.days = days
    self.location = location
  }
}
