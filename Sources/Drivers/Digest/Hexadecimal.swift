/// Bytes as lower-case hexadecimal digits.
public enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The two digits of a byte, as ASCII.
  public static func digits(_ byte: UInt8) -> (high: UInt8, low: UInt8) { (digits[Int(byte >> 4)], digits[Int(byte & 15)]) }

  /// Two digits a byte.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in bytes {
      let pair = digits(byte)
      result.append(pair.high)
      result.append(pair.low)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
