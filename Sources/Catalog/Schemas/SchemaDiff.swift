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
    struct Key: Hashable { var path, change, from, to: String }

    var found: [Key: (events: Set<String>, rows: [String: Int])] = [:]

    mutating func compare(_ event: String, _ old: SchemaTree, _ shape: ShapeTree, _ dates: [LogicalDate: ShapeTree], _ path: FieldPath) {
      let new = old.joined(with: shape.schema)
      let (before, after) = (Self.label(old), Self.label(new))
      // Text is also what a place is that was always null.
      if before != after, !(old.kinds.isEmpty && after == "string") {
        let fresh = shape.counts.kinds.subtracting(old.kinds)
        let isConflict = new.kinds.classes.count > 1
        note(event, path, isConflict ? .conflicting : .widened, before, after, dates) { $0.counts.count(of: fresh) }
      }
      for (name, field) in shape.fields {
        let below = path.field(name)
        if let known = old.fields[name] {
          compare(event, known, field, dates, below)
        } else if old.kinds.contains(.object) {
          note(event, below, .added, "", "\(field.schema.type)", dates) { $0.counts.total }
        }
      }
      if shape.counts[.object] > 0 {
        for (name, known) in old.fields where shape.fields[name] == nil {
          note(event, path.field(name), .missing, "\(known.type)", "", dates) { $0.counts.total }
        }
      }
      // A list that was always empty so far says nothing of its elements: the first ones are no change.
      if let known = old.element, let element = shape.element { compare(event, known, element, dates, path.elements) }
    }

    private mutating func note(
      _ event: String, _ path: FieldPath, _ change: SchemaChange.Change, _ from: String, _ to: String, _ dates: [LogicalDate: ShapeTree],
      _ count: (ShapeTree) -> Int
    ) {
      let place = change == .missing ? FieldPath(Array(path.steps.dropLast())) : path
      var entry = found[Key(path: path.description, change: change.rawValue, from: from, to: to)] ?? ([], [:])
      entry.events.insert(event)
      for (date, tree) in dates {
        guard let rows = tree.at(place).map(count), rows > 0 else { continue }
        entry.rows[date.description, default: 0] += rows
      }
      found[Key(path: path.description, change: change.rawValue, from: from, to: to)] = entry
    }

    var grouped: [SchemaChange] {
      found.sorted { ($0.key.path, $0.key.change, $0.key.from, $0.key.to) < ($1.key.path, $1.key.change, $1.key.from, $1.key.to) }.compactMap { key, entry in
        SchemaChange.Change(rawValue: key.change).map {
          SchemaChange(
            path: key.path, change: $0, from: key.from.isEmpty ? nil : key.from, to: key.to.isEmpty ? nil : key.to, events: entry.events.sorted(),
            rows: entry.rows)
        }
      }
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
