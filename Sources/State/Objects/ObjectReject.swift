public import Kernel

/// A record of an object that was not accepted: where it is and why, never what it says.
public struct ObjectReject: Hashable, Sendable, Codable {
  /// The record's position among all records of the object, from 1.
  public let ordinal: Int
  /// The byte of the inflated object at which it begins.
  public let offset: Int
  /// A stable word: `malformed`, `missing_id`, …
  public let reason: String
  /// What was wrong, without values.
  public let detail: String
  /// The event date where it is known, else the arrival date.
  public let date: LogicalDate

  public init(ordinal: Int, offset: Int, reason: String, detail: String, date: LogicalDate) {
    self.ordinal = ordinal
    self.offset = offset
    self.reason = reason
    self.detail = detail
    self.date = date
  }
}
