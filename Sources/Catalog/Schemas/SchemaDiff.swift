import Drivers
public import Kernel

/// What a crawl found that a stored schema does not say, event type by event type. Types that are new as a whole are listed, not compared.
public struct SchemaDiff: Hashable, Sendable {
  /// By path, change and types.
  public let changes: [SchemaChange]
  /// By name.
  public let newEvents: [String]

  /// - Parameter seen: by event type and event date, what the crawl's accepted records hold.
  public init(stored: EventSchema, seen: [String: [LogicalDate: ShapeTree]]) {
    var walk = Walk()
    for (event, dates) in seen.sorted(by: { $0.key < $1.key }) {
      guard let old = stored.events[event] else { continue }
      let shape = dates.values.reduce(ShapeTree(), +)
      walk.compare(event, old, shape, dates, FieldPath())
    }
    changes = walk.grouped
    newEvents = seen.keys.filter { stored.events[$0] == nil }.sorted()
  }

  private struct Walk {
    struct Key: Hashable {
      let path: FieldPath
      let change: SchemaChange.Change
      let from: String?
      let to: String?
      let kinds: KindSet?
    }

    private var found: [Key: (events: Set<String>, rows: [String: Int])] = [:]

    mutating func compare(_ event: String, _ old: SchemaTree, _ shape: ShapeTree, _ dates: [LogicalDate: ShapeTree], _ path: FieldPath) {
      let new = old.joined(with: shape.schema)
      let (before, after) = (Self.label(old), Self.label(new))
      // Text is also what a place is that was always null.
      if before != after, !(old.kinds.isEmpty && after == "string") {
        let change: SchemaChange.Change = new.kinds.classes.count > 1 ? .conflicting : .widened
        note(event, Key(path: path, change: change, from: before, to: after, kinds: shape.counts.kinds.subtracting(old.kinds)), dates)
      }
      for (name, field) in shape.fields {
        let below = path.field(name)
        if let known = old.fields[name] {
          compare(event, known, field, dates, below)
        } else if old.kinds.contains(.object) {
          note(event, Key(path: below, change: .added, from: nil, to: "\(field.schema.type)", kinds: nil), dates)
        }
      }
      if shape.counts[.object] > 0 {
        for (name, known) in old.fields where shape.fields[name] == nil {
          note(event, Key(path: path.field(name), change: .missing, from: "\(known.type)", to: nil, kinds: nil), dates)
        }
      }
      // A list that was always empty so far says nothing of its elements: the first ones are no change.
      if let known = old.element, let element = shape.element { compare(event, known, element, dates, path.elements) }
    }

    private mutating func note(_ event: String, _ key: Key, _ dates: [LogicalDate: ShapeTree]) {
      var entry = found[key] ?? ([], [:])
      entry.events.insert(event)
      for (date, tree) in dates {
        let rows = SchemaChange.count(key.change, key.kinds, at: key.path, in: tree)
        if rows > 0 { entry.rows[date.description, default: 0] += rows }
      }
      found[key] = entry
    }

    var grouped: [SchemaChange] {
      let changes = found.map { key, entry in
        SchemaChange(
          path: key.path, change: key.change, from: key.from, to: key.to, kinds: key.kinds, events: entry.events.sorted(), rows: entry.rows)
      }
      func order(_ one: SchemaChange) -> [String] {
        [one.path, one.change.rawValue, one.from ?? "", one.to ?? "", one.events.joined(separator: " ")]
      }
      return changes.sorted { order($0).lexicographicallyPrecedes(order($1)) }
    }

    /// The type of the place itself; what is below an object or a list is compared there.
    static func label(_ tree: SchemaTree) -> String {
      if tree.kinds.isEmpty { return "null" }
      switch tree.type {
      case .list: return "array"
      case .structure: return "struct"
      case .conflict(let classes): return "string (\(classes.map(\.rawValue).joined(separator: " or ")))"
      case .string where tree.kinds.classes.count > 1: return "string (\(tree.kinds.classes.map(\.rawValue).joined(separator: " or ")))"
      case let type: return type.description
      }
    }
  }
}
