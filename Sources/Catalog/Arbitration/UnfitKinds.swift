public import Drivers

/// Which classes of value are refused in which places of one event type.
public struct UnfitKinds: Hashable, Sendable {
  public var classes: Set<KindClass> = []
  /// By key.
  public var fields: [[UInt8]: UnfitKinds] = [:]
  private var elements: [UnfitKinds] = []

  public init() {}

  public var element: UnfitKinds? {
    get { elements.first }
    set { elements = newValue.map { [$0] } ?? [] }
  }

  public var isEmpty: Bool { classes.isEmpty && fields.isEmpty && elements.isEmpty }

  /// The first place of the value at `index` that is refused, and the class it holds; nil when all is fit.
  public func violation(_ tape: JSONTape, _ index: Int, at path: FieldPath = FieldPath()) -> (path: FieldPath, found: KindClass)? {
    let kind = tape.nodes[index].kind
    if let found = KindSet(kind).classes.first, classes.contains(found) { return (path, found) }
    if kind == .object, !fields.isEmpty {
      for child in tape.children(of: index) {
        let key = tape.key(child)
        guard let below = fields[key] else { continue }
        if let violation = below.violation(tape, child, at: path.field(String(decoding: key, as: UTF8.self))) { return violation }
      }
    }
    if kind == .array, let below = element {
      for child in tape.children(of: index) {
        if let violation = below.violation(tape, child, at: path.elements) { return violation }
      }
    }
    return nil
  }
}
