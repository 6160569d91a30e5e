/// Decides which class of value a place of one event type holds when a crawl saw several.
///
/// The class that the stored schema established wins while no other has more values in this crawl; without one, the class with the most values
/// does, ties to the first by name. The losers' records are refused. Another class that outnumbers the established one is a type change: both
/// stay, and the place holds text. So it does where the stored schema has several classes already.
public struct TypeArbiter: Sendable {
  /// A place whose established class was outnumbered.
  public struct Change: Hashable, Sendable {
    public let event: String
    public let path: FieldPath
    public let from: KindClass
    public let to: KindClass
  }

  /// By event type; types with nothing to refuse are not in it.
  public private(set) var unfit: [String: UnfitKinds] = [:]
  /// By event type and path.
  public private(set) var changes: [Change] = []

  /// - Parameter exempt: fields of the event itself that may be of several classes: whoever reads them has judged them already.
  public init(seen: [String: ShapeTree], established: EventSchema, exempt: Set<String> = []) {
    for (event, whole) in seen.sorted(by: { $0.key < $1.key }) {
      var tree = whole
      for name in exempt { tree.fields[name] = nil }
      let refused = judge(event, tree, established.events[event], FieldPath())
      if !refused.isEmpty { unfit[event] = refused }
    }
  }

  private mutating func judge(_ event: String, _ tree: ShapeTree, _ old: SchemaTree?, _ path: FieldPath) -> UnfitKinds {
    var result = UnfitKinds()
    let present = tree.counts.kinds.classes
    let known = old?.kinds.classes ?? []
    if known.count <= 1, Set(present).union(known).count > 1, let leader = leader(tree.counts, present) {
      if let established = known.first {
        if tree.counts[of: leader] > tree.counts[of: established] {
          changes.append(Change(event: event, path: path, from: established, to: leader))
        } else {
          result.classes = Set(present).subtracting([established])
        }
      } else {
        result.classes = Set(present).subtracting([leader])
      }
    }
    for (name, field) in tree.fields.sorted(by: { $0.key < $1.key }) {
      let below = judge(event, field, old?.fields[name], path.field(name))
      if !below.isEmpty { result.fields[Array(name.utf8)] = below }
    }
    if let element = tree.element {
      let below = judge(event, element, old?.element, path.elements)
      if !below.isEmpty { result.element = below }
    }
    return result
  }

  private func leader(_ counts: KindCounts, _ classes: [KindClass]) -> KindClass? {
    classes.max { (counts[of: $0], $1) < (counts[of: $1], $0) }
  }
}
