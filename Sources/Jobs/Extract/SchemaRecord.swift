import Catalog
import Kernel
import State

/// The columns of an extracted table as the catalog keeps them, and how they differ from the version before.
struct SchemaRecord: Sendable {
  private struct Column: Codable {
    let name: String
    /// As PostgreSQL declares it.
    let type: String
    let mask: Mask?
  }

  private let table: TableName
  private let columns: [Column]

  init(_ select: TableSelect, table: TableName) {
    self.table = table
    columns = select.source.columns.map { Column(name: $0.name, type: $0.declaredType, mask: select.extract.masks[$0.name]) }
  }

  /// Adds a version when anything differs from the newest one.
  func record(on date: LogicalDate, _ writer: StateWriter) throws {
    let document = try SortedJSON.encode(columns)
    let last = try writer.reader.schema(table)
    guard last?.columns != document else { return }
    let changes = try last.map { self.changes(from: try SortedJSON.decode($0.columns)) } ?? []
    try writer.addSchema(table, on: date, columns: document, events: EventSchema().json, diff: try SortedJSON.encode(changes))
  }

  /// By name: columns that came, went, or hold another type. A table has no event types, and a change of it is a change of every row.
  private func changes(from old: [Column]) -> [SchemaChange] {
    let before = Dictionary(old.map { ($0.name, $0.type) }) { first, _ in first }
    let after = Dictionary(columns.map { ($0.name, $0.type) }) { first, _ in first }
    return Set(before.keys).union(after.keys).sorted().compactMap { name in
      let (from, to) = (before[name], after[name])
      guard from != to else { return nil }
      let change: SchemaChange.Change = from == nil ? .added : to == nil ? .missing : .widened
      return SchemaChange(path: FieldPath().field(name), change: change, from: from, to: to, kinds: nil, events: [], rows: [:])
    }
  }
}
