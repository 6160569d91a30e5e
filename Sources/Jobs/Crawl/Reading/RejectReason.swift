import Drivers

/// Why a record is not accepted. The words are stored and shown: they never change.
enum RejectReason: String, Sendable, CaseIterable {
  case malformed
  case notAnObject = "not_an_object"
  case missingID = "missing_id"
  case missingType = "missing_type"
  case missingTime = "missing_time"
  case badTime = "bad_time"
  /// More than a day after it arrived.
  case futureTime = "future_time"
  /// A value of a kind that its event type does not hold in this place.
  case wrongType = "wrong_type"
  case tooDeep = "too_deep"
  case tooLong = "too_long"
  case invalidUTF8 = "invalid_utf8"
  /// The object as a whole could not be inflated: it counts as one record.
  case unreadable

  init(_ reason: JSONFault.Reason) {
    self =
      switch reason {
      case .malformed: .malformed
      case .tooDeep: .tooDeep
      case .tooLong: .tooLong
      case .invalidUTF8: .invalidUTF8
      }
  }
}
