import Catalog
import Engines

/// A column type in DuckDB's words, as values of it are read from JSON.
///
/// Integers are always 64 bits wide and what has no single type is text, so that partitions, each typed by its own rows, read as one table:
/// an engine unites `BIGINT` with `DOUBLE`, and a value's text does not depend on which other values share its partition.
enum ColumnSQL {
  /// DuckDB cannot have a struct without fields, and neither it nor Parquet is made for thousands of them: such objects stay JSON text.
  private static let mostFields = 1000
  private static let deepest = 32

  static func type(_ type: ColumnType, depth: Int = 0) -> String {
    switch type {
    case .boolean: return "BOOLEAN"
    case .int, .bigint: return "BIGINT"
    case .double: return "DOUBLE"
    case .string, .conflict: return "VARCHAR"
    case .list(let element): return depth < deepest ? "\(self.type(element, depth: depth + 1))[]" : "VARCHAR"
    case .structure(let fields):
      guard !fields.isEmpty, fields.count <= mostFields, depth < deepest else { return "VARCHAR" }
      return "STRUCT(\(fields.map { "\(DuckDB.identifier($0.name)) \(self.type($0.type, depth: depth + 1))" }.joined(separator: ", ")))"
    }
  }
}
