/// The stable name of a problem, `NS1013`: what `nightshift explain` takes.
///
/// `NS1xxx` pipeline file · `NS2xxx` lake · `NS3xxx` drivers · `NS4xxx` engines · `NS5xxx` runner · `NS6xxx` job kinds · `NS9xxx` our bugs.
public struct Code: Hashable, Comparable, Sendable, Codable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  public let number: Int

  public init(number: Int) { self.number = number }
  public init(integerLiteral value: Int) { self.init(number: value) }

  /// Reads `NS1013`, `ns1013` or `1013`.
  public init?(_ text: String) {
    let upper = text.uppercased()
    guard let number = Int(upper.hasPrefix("NS") ? String(upper.dropFirst(2)) : upper), (1000...9999).contains(number) else { return nil }
    self.init(number: number)
  }

  public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
  public var description: String { "NS\(number)" }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let code = Self(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a code"))
    }
    self = code
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
