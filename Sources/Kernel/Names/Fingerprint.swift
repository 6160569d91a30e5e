/// A SHA-256 digest in lower-case hexadecimal that stands for the content it was made of.
public struct Fingerprint: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let hex: String

  public init(hex: String) { self.hex = hex }

  public static func < (a: Self, b: Self) -> Bool { a.hex < b.hex }

  /// Enough to tell two apart by eye.
  public var short: String { String(hex.prefix(12)) }
  public var description: String { hex }

  public init(from decoder: any Decoder) throws { hex = try decoder.singleValueContainer().decode(String.self) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
