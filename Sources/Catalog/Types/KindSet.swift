public import Drivers

/// The kinds of value seen in one place; `null` is none of them.
public struct KindSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let boolean = Self(rawValue: 1)
  public static let int = Self(rawValue: 2)
  public static let bigint = Self(rawValue: 4)
  public static let double = Self(rawValue: 8)
  public static let huge = Self(rawValue: 16)
  public static let string = Self(rawValue: 32)
  public static let object = Self(rawValue: 64)
  public static let array = Self(rawValue: 128)

  static let words: [(word: String, set: KindSet)] = [
    ("array", .array), ("bigint", .bigint), ("boolean", .boolean), ("double", .double), ("huge", .huge), ("int", .int), ("object", .object),
    ("string", .string),
  ]

  public init(_ kind: JSONKind) {
    self =
      switch kind {
      case .null: []
      case .true, .false: .boolean
      case .int: .int
      case .bigint: .bigint
      case .double: .double
      case .huge: .huge
      case .string: .string
      case .object: .object
      case .array: .array
      }
  }

  /// The classes of these kinds, in their order.
  public var classes: [KindClass] {
    var result: [KindClass] = []
    if contains(.array) { result.append(.array) }
    if contains(.boolean) { result.append(.boolean) }
    if !isDisjoint(with: [.int, .bigint, .double, .huge]) { result.append(.number) }
    if contains(.object) { result.append(.object) }
    if contains(.string) { result.append(.string) }
    return result
  }
}

extension KindSet: Codable {
  public init(from decoder: any Decoder) throws {
    let words = try decoder.singleValueContainer().decode([String].self)
    self = Self.words.reduce(into: []) { if words.contains($1.word) { $0.formUnion($1.set) } }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Self.words.filter { contains($0.set) }.map(\.word))
  }
}
