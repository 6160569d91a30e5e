import FoundationEssentials
import Kernel

/// `_schema.json` beside the rows: what the columns are and what was done to them. Nothing of it depends on when or how often it was made.
struct SchemaFile: Codable {
  struct Column: Codable {
    let name: String
    /// As PostgreSQL declares it.
    let type: String
    let nullable: Bool
    let mask: Mask?
    /// The type to read its JSON as, in DuckDB's words; nil when it was dropped.
    let readAs: String?

    enum CodingKeys: String, CodingKey {
      case name, type, nullable, mask
      case readAs = "read_as"
    }
  }

  static let name = "_schema.json"

  let table: String
  let format: String
  let key: [String]
  let columns: [Column]

  init(_ select: TableSelect, table: TableName) {
    self.table = table.rawValue
    format = "ndjson.gz"
    key = select.extract.key
    columns = select.source.columns.map { column in
      Column(
        name: column.name, type: column.declaredType, nullable: column.isNullable, mask: select.extract.masks[column.name],
        readAs: select.columns.first { $0.name == column.name }?.readAs)
    }
  }

  func bytes() throws -> [UInt8] {
    Array(try SortedJSON.encode(self, .page).utf8)
  }
}
