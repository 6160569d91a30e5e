/// A half-open stretch of time `[start, end)` whose data one job run works on.
public struct DataInterval: Hashable, Sendable {
  public let start: Instant
  public let end: Instant

  public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }
}

extension DataInterval: CustomStringConvertible {
  /// Both ends to the minute, so that a reader never has to guess which is open.
  public var description: String { "[\(short(start)), \(short(end)))" }

  private func short(_ instant: Instant) -> String {
    let text = instant.description
    return text.hasSuffix(":00Z") ? text.dropLast(4) + "Z" : text
  }
}
