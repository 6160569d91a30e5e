import Drivers
import Kernel

/// How one column is asked for and how its answer becomes JSON.
struct ColumnPlan: Sendable {
  /// What the text of a value turns into.
  enum Encoding: Hashable, Sendable {
    /// A JSON number with the very digits that the server sent; NaN and the infinities are strings.
    case number
    /// The same, but a string with these digits when there are more than 15: readers take JSON's numbers for doubles, DuckDB even where it is
    /// told to make a DECIMAL of them.
    case decimal
    case bool
    case text
    /// JSON as it is, on one line.
    case json
    /// `2026-11-21T10:00:00.5Z`. For a `timestamp` in a declared zone, converted to UTC; without one, no `Z`.
    case timestamptz, zonedTimestamp, timestamp
    /// A string that is replaced by its token.
    case token
  }

  let name: String
  /// An expression of the select list.
  let expression: String
  let encoding: Encoding
  /// The type, in DuckDB's words, as which a reader gets exactly what the database holds. Times are UTC, or naive as the file's are.
  let readAs: String

  /// Nil for a column that is dropped.
  init?(_ column: SourceTable.Column, mask: Mask?, alias: String, hasZone: Bool) throws(Failure) {
    let quoted = "\(alias).\(try PostgresIdentifier(column.name).quoted)"
    name = column.name
    readAs = mask == nil ? Self.readType(column) : mask == .year ? "INTEGER" : "VARCHAR"
    switch mask {
    case .drop: return nil
    case .hmac: (expression, encoding) = (quoted, .token)
    case .last4:
      expression = "CASE WHEN \(quoted) IS NULL THEN NULL WHEN length(\(quoted)::text) < 8 THEN '****' ELSE right(\(quoted)::text, 4) END"
      encoding = .text
    case .year: (expression, encoding) = ("CASE WHEN isfinite(\(quoted)) THEN extract(year FROM \(quoted))::int END", .number)
    case .redact: (expression, encoding) = ("CASE WHEN \(quoted) IS NOT NULL THEN '[redacted]' END", .text)
    case nil:
      let direct = Self.encoding(of: column.type, hasZone: hasZone)
      expression = direct == nil ? "to_json(\(quoted))" : quoted
      encoding = direct ?? .json
    }
  }

  static let datedTypes: Set<String> = ["date", "timestamp", "timestamptz"]

  /// Nil for types whose text is not their JSON (arrays, composites, ranges, hstore and so on): the server makes JSON of them itself.
  private static func encoding(of type: String, hasZone: Bool) -> Encoding? {
    switch type {
    case "int2", "int4", "int8", "float4", "float8", "oid": .number
    case "numeric": .decimal
    case "bool": .bool
    case "json", "jsonb": .json
    case "timestamptz": .timestamptz
    case "timestamp": hasZone ? .zonedTimestamp : .timestamp
    case "text", "varchar", "bpchar", "enum", "uuid", "date", "time", "timetz", "interval", "bytea", "inet", "cidr", "macaddr": .text
    default: nil
    }
  }

  private static func readType(_ column: SourceTable.Column) -> String {
    switch column.type {
    case "bool": "BOOLEAN"
    case "int2": "SMALLINT"
    case "int4": "INTEGER"
    case "int8": "BIGINT"
    case "oid": "UINTEGER"
    case "float4": "FLOAT"
    case "float8": "DOUBLE"
    case "numeric": decimal(column.fullType)
    case "date": "DATE"
    case "timestamp", "timestamptz": "TIMESTAMP"
    case "json", "jsonb": "JSON"
    case _ where encoding(of: column.type, hasZone: false) == nil: "JSON"
    default: "VARCHAR"
    }
  }

  /// `numeric(19,2)` is `DECIMAL(19,2)`; what has no bounds that DuckDB can hold is read as text, which loses nothing.
  private static func decimal(_ type: String) -> String {
    let bounds = type.drop { $0 != "(" }.dropFirst().dropLast().split(separator: ",").compactMap { Int($0) }
    guard bounds.count == 2, (1...38).contains(bounds[0]), (0...bounds[0]).contains(bounds[1]) else { return "VARCHAR" }
    return "DECIMAL(\(bounds[0]),\(bounds[1]))"
  }
}
