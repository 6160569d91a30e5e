/// One column of a table as the catalog keeps it.
public struct TableColumn: Hashable, Sendable, Codable {
  public let name: String
  /// In Hive's words.
  public let type: String
  /// The classes of value that do not fit one type and are therefore kept as text; nil where there is no conflict.
  public let conflict: [KindClass]?

  public init(name: String, type: ColumnType) {
    self.name = name
    self.type = type.description
    if case .conflict(let classes) = type { conflict = classes } else { conflict = nil }
  }
}
