/// What values one place of a record may hold: kinds, and what is below objects and arrays.
///
/// `joined` is union: commutative, associative, idempotent, so that neither the order of objects nor a second reading changes a schema.
public struct SchemaTree: Hashable, Sendable, Codable {
  public var kinds: KindSet
  /// By key.
  public var fields: [String: SchemaTree]
  /// What an array's elements are; empty or one.
  private var elements: [SchemaTree]

  public init(kinds: KindSet = [], fields: [String: SchemaTree] = [:], element: SchemaTree? = nil) {
    self.kinds = kinds
    self.fields = fields
    elements = element.map { [$0] } ?? []
  }

  public var element: SchemaTree? { elements.first }

  public func joined(with other: Self) -> Self {
    var result = self
    result.kinds.formUnion(other.kinds)
    result.fields.merge(other.fields) { $0.joined(with: $1) }
    if let theirs = other.element { result.elements = [element?.joined(with: theirs) ?? theirs] }
    return result
  }

  /// The type that holds every value seen here.
  public var type: ColumnType {
    let classes = kinds.classes
    guard classes.count <= 1 else {
      return kinds.isDisjoint(with: [.object, .array]) ? .string : .conflict(classes)
    }
    switch classes.first {
    case nil, .string: return .string
    case .boolean: return .boolean
    case .number:
      if kinds.contains(.huge) { return .string }
      return kinds.contains(.double) ? .double : kinds.contains(.bigint) ? .bigint : .int
    case .array: return .list(element?.type ?? .string)
    case .object: return .structure(sortedFields.map { ColumnType.Field(name: $0.key, type: $0.value.type) })
    }
  }

  /// Fields by name, in byte order.
  public var sortedFields: [(key: String, value: SchemaTree)] {
    fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  private enum CodingKeys: String, CodingKey { case kinds, fields, element }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kinds: try container.decode(KindSet.self, forKey: .kinds),
      fields: try container.decodeIfPresent([String: SchemaTree].self, forKey: .fields) ?? [:],
      element: try container.decodeIfPresent(SchemaTree.self, forKey: .element))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kinds, forKey: .kinds)
    if !fields.isEmpty { try container.encode(fields, forKey: .fields) }
    try container.encodeIfPresent(element, forKey: .element)
  }
}
