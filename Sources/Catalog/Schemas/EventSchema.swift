public import Kernel

/// What a source of events holds: a tree for each event type, and the one list of columns that they give together.
public struct EventSchema: Hashable, Sendable {
  /// By event type.
  public var events: [String: SchemaTree]

  public init(events: [String: SchemaTree] = [:]) { self.events = events }

  public func joined(with other: Self) -> Self { Self(events: events.merging(other.events) { $0.joined(with: $1) }) }

  /// All event types in one.
  public var tree: SchemaTree { events.values.reduce(SchemaTree()) { $0.joined(with: $1) } }

  /// The columns: `first` in their order, the rest by name.
  public func columns(first: [String]) -> [TableColumn] {
    let fields = tree.fields
    let leading = first.compactMap { name in fields[name].map { TableColumn(name: name, type: $0.type) } }
    return leading + tree.sortedFields.filter { !first.contains($0.key) }.map { TableColumn(name: $0.key, type: $0.value.type) }
  }

  /// - Throws: `NS5014` when `json` is no such schema: only the state file keeps any.
  public init(json: String) throws(Failure) {
    do {
      events = try SortedJSON.decode(json)
    } catch {
      throw Failure(
        5014, "the state file is damaged: a schema in it cannot be read",
        hint: "`nightshift state rebuild` makes it anew from what the lake knows, or copy a backup back", detail: "\(error)")
    }
  }

  public var json: String { (try? SortedJSON.encode(events)) ?? "null" }
}
