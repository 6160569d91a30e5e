/// How much damage a row check bears, as shares of the rows it looks at, from 0 to 1.
public struct Limits: Hashable, Sendable, Codable {
  /// Up to here the check passes.
  public let warn: Double
  /// Above this it fails. 0 is zero tolerance: one bad row fails.
  public let fail: Double

  /// - Precondition: `0 <= warn <= fail <= 1`; the reader of the checks reports what is not so.
  public init(warn: Double = 0, fail: Double = 0) {
    precondition(0 <= warn && warn <= fail && fail <= 1, "limits out of order: warn \(warn), fail \(fail)")
    self.warn = warn
    self.fail = fail
  }
}
