import Drivers

/// A schema with its evidence: how many values of each kind every place held. Adding two is adding their counts.
public struct ShapeTree: Hashable, Sendable {
  public var counts: KindCounts
  public var fields: [String: ShapeTree]
  private var elements: [ShapeTree]

  public init(counts: KindCounts = KindCounts(), fields: [String: ShapeTree] = [:], element: ShapeTree? = nil) {
    self.counts = counts
    self.fields = fields
    elements = element.map { [$0] } ?? []
  }

  public var element: ShapeTree? { elements.first }

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.counts = a.counts + b.counts
    sum.fields.merge(b.fields) { $0 + $1 }
    if let theirs = b.element { sum.elements = [a.element.map { $0 + theirs } ?? theirs] }
    return sum
  }

  /// Without the evidence.
  public var schema: SchemaTree { SchemaTree(kinds: counts.kinds, fields: fields.mapValues(\.schema), element: element?.schema) }

  /// True when an object here can be without the field, or have it as `null`.
  public func isNullable(_ field: String) -> Bool {
    guard let counts = fields[field]?.counts else { return true }
    return counts[.null] > 0 || counts.total < self.counts[.object]
  }

  /// The tree below a path's steps; nil when nothing was seen there.
  public func at(_ path: FieldPath) -> ShapeTree? {
    var tree = self
    for step in path.steps {
      switch step {
      case .field(let name):
        guard let field = tree.fields[name] else { return nil }
        tree = field
      case .element:
        guard let element = tree.element else { return nil }
        tree = element
      }
    }
    return tree
  }
}
