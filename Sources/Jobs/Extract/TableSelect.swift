import Drivers
import Kernel

/// The statement that reads one table's rows for a date, checked against what the database has. Made without reading a row.
struct TableSelect: Sendable {
  let extract: TableExtract
  let source: SourceTable
  let columns: [ColumnPlan]
  /// Places of the key's columns in `columns`.
  let keyPositions: [Int]
  let sql: String
  /// Counts the rows that no date would hold; nil when there can be none.
  let nullCursorCount: String?
  /// Gives the highest key there is; nil unless the table is followed by an integer key.
  let highestKey: String?

  private static let integers: Set<String> = ["int2", "int4", "int8"]

  /// - Parameters:
  ///   - parent: the parent's declaration and description, for a table that follows one.
  ///   - window: gives the window for a lag.
  ///   - seen: the highest key that earlier dates have seen, nil on the first.
  /// - Throws: `NS6312`, `NS6313`, `NS6316`, `NS6317`.
  init(
    _ extract: TableExtract, _ source: SourceTable, parent: (extract: TableExtract, source: SourceTable)?, hasZone: Bool, seen: Int?,
    window: (Span) -> CursorWindow
  ) throws(Failure) {
    try Self.check(extract, source)
    self.extract = extract
    self.source = source
    var plans: [ColumnPlan] = []
    for column in source.columns {
      if let plan = try ColumnPlan(column, mask: extract.masks[column.name], alias: "c", hasZone: hasZone) { plans.append(plan) }
    }
    columns = plans
    keyPositions = extract.key.compactMap { key in plans.firstIndex { $0.name == key } }

    var from = "\(try source.quoted()) c"
    var condition = try Self.condition(extract, source, alias: "c", window: window)
    if case .follow(_, let on) = extract.mode, let parent, let parentKey = parent.extract.key.first {
      let child = "c.\(try PostgresIdentifier(on).quoted)", key = "p.\(try PostgresIdentifier(parentKey).quoted)"
      let cast = source[on]?.type == parent.source[parentKey]?.type ? "" : "::text"
      let inside = try Self.condition(parent.extract, parent.source, alias: "p", window: window) ?? "true"
      from +=
        " LEFT JOIN (SELECT \(key) AS key, (\(inside)) AS inside FROM \(try parent.source.quoted()) p) p ON p.key\(cast) = \(child)\(cast)"
      let new = seen.flatMap { seen in Self.integerKey(extract, source).map { " AND c.\($0) > \(seen)" } } ?? ""
      condition = "p.inside OR (p.key IS NULL\(new))"
    }
    let list = plans.map(\.expression).joined(separator: ", ")
    sql = "SELECT \(list) FROM \(from)\(condition.map { " WHERE \($0)" } ?? "") ORDER BY \(try Self.order(extract, source))"

    if case .incremental(let cursor, _, false) = extract.mode, source[cursor]?.isNullable == true {
      nullCursorCount = "SELECT count(*) FROM \(try source.quoted()) WHERE \(try PostgresIdentifier(cursor).quoted) IS NULL"
    } else {
      nullCursorCount = nil
    }
    if case .follow = extract.mode, let key = Self.integerKey(extract, source) {
      highestKey = "SELECT max(\(key)) FROM \(try source.quoted())"
    } else {
      highestKey = nil
    }
  }

  /// Which rows of a table that stands by itself belong to the date; nil for all.
  private static func condition(
    _ extract: TableExtract, _ source: SourceTable, alias: String, window: (Span) -> CursorWindow
  ) throws(Failure) -> String? {
    guard case .incremental(let cursor, let lag, let includesNullCursors) = extract.mode, let column = source[cursor] else { return nil }
    let name = "\(alias).\(try PostgresIdentifier(cursor).quoted)"
    guard let condition = window(lag).condition(name, type: column.type) else { throw ExtractFailure.cursorType(column, extract) }
    return includesNullCursors ? "(\(condition)) OR \(name) IS NULL" : condition
  }

  /// By the key, in an order that is the same on every server: text by its bytes.
  private static func order(_ extract: TableExtract, _ source: SourceTable) throws(Failure) -> String {
    var parts: [String] = []
    for key in extract.key {
      parts.append("c.\(try PostgresIdentifier(key).quoted)" + (source[key]?.isCollatable == true ? " COLLATE \"C\"" : ""))
    }
    return parts.joined(separator: ", ")
  }

  private static func integerKey(_ extract: TableExtract, _ source: SourceTable) -> String? {
    guard extract.key.count == 1, let column = source[extract.key[0]], integers.contains(column.type) else { return nil }
    return (try? PostgresIdentifier(column.name))?.quoted
  }

  private static func check(_ extract: TableExtract, _ source: SourceTable) throws(Failure) {
    var named = extract.key.map { ($0, "key") }
    switch extract.mode {
    case .full: break
    case .incremental(let cursor, _, _): named.append((cursor, "cursor"))
    case .follow(_, let on): named.append((on, "on"))
    }
    named += extract.masks.keys.sorted().map { ($0, "mask") } + extract.allowed.sorted().map { ($0, "allow") }
    for (column, use) in named where source[column] == nil { throw ExtractFailure.noColumn(column, use, source) }
    for column in source.columns where extract.masks[column.name] == .year && !ColumnPlan.datedTypes.contains(column.type) {
      throw ExtractFailure.maskType(.year, column, extract)
    }
    let bare = source.columns.filter { column in
      extract.masks[column.name] == nil && !extract.allowed.contains(column.name)
        && PersonalColumns.looksPersonal(column.name, type: column.type, in: extract.name)
    }
    guard bare.isEmpty else { throw ExtractFailure.personal(bare.map(\.name), extract) }
  }
}
