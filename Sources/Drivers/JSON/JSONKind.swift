/// What a JSON value is, numbers told apart by what can hold them.
public enum JSONKind: UInt8, Sendable {
  case null, `false`, `true`
  /// An integer within 32 bits, within 64 bits.
  case int, bigint
  /// A number with a fraction or an exponent, within a double's range.
  case double
  /// A number that neither 64 bits nor a double's range can hold: its digits are all there is.
  case huge
  case string, object, array

  public var isNumber: Bool { self == .int || self == .bigint || self == .double || self == .huge }
}
