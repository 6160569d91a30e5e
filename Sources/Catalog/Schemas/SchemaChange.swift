public import Kernel

/// One difference between a stored schema and what a crawl found.
public struct SchemaChange: Hashable, Sendable, Codable {
  public enum Change: String, Sendable, Codable, CaseIterable {
    /// A known event type has a field it never had.
    case added
    /// A type gave way to one that holds the old values and the new.
    case widened
    /// Values of another class in one place: the column holds text.
    case conflicting
    /// A known event type came without a field it used to have.
    case missing
  }

  public let path: String
  public let change: Change
  /// The type before, and after; nil where there was or is none.
  public let from: String?
  public let to: String?
  /// Event types, by name.
  public let events: [String]
  /// The kinds that brought it; nil where any value, or the lack of one, did.
  public let kinds: KindSet?
  /// The steps of `path`, `[]` for an element: a key may hold a dot.
  public let steps: [String]
  /// Values that brought the change (of `missing`: records without the field), by event date `YYYY-MM-DD`.
  public let rows: [String: Int]

  public init(path: FieldPath, change: Change, from: String?, to: String?, kinds: KindSet?, events: [String], rows: [String: Int]) {
    self.path = path.description
    steps = path.steps.map { if case .field(let name) = $0 { ".\(name)" } else { "[]" } }
    self.kinds = kinds
    self.change = change
    self.from = from
    self.to = to
    self.events = events
    self.rows = rows
  }

  /// The same change, with what a later crawl read of the dates it counts added.
  public func counting(_ seen: [String: [LogicalDate: ShapeTree]]) -> Self {
    let place = FieldPath(steps.map { $0 == "[]" ? .element : .field(String($0.dropFirst())) })
    var rows = rows
    for event in events {
      for (date, tree) in seen[event] ?? [:] where rows[date.description] != nil {
        rows[date.description, default: 0] += Self.count(change, kinds, at: place, in: tree)
      }
    }
    return Self(path: place, change: change, from: from, to: to, kinds: kinds, events: events, rows: rows)
  }

  /// How many values of a tree bring the change.
  static func count(_ change: Change, _ kinds: KindSet?, at path: FieldPath, in tree: ShapeTree) -> Int {
    guard change == .missing else {
      return tree.at(path).map { place in kinds.map { place.counts.count(of: $0) } ?? place.counts.total } ?? 0
    }
    let parent = tree.at(FieldPath(Array(path.steps.dropLast())))?.counts.count(of: .object) ?? 0
    return parent - (tree.at(path)?.counts.total ?? 0)
  }
}
