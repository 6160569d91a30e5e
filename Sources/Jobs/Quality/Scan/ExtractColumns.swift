import FoundationEssentials

/// Types for DuckDB from the `_schema.json` that an extract puts beside its rows, so that nothing is guessed from the values.
enum ExtractColumns {
  private struct Document: Decodable {
    struct Column: Decodable {
      var name: String
      var type: String
      var mask: String?
    }

    var columns: [Column]
  }

  /// - Throws: what the decoder throws.
  static func read(_ bytes: [UInt8]) throws -> [(name: String, type: String)] {
    try JSONDecoder().decode(Document.self, from: Data(bytes)).columns.compactMap { column in
      switch column.mask {
      case "drop": nil
      case "year": (column.name, "INTEGER")
      case .some: (column.name, "VARCHAR")
      case nil: (column.name, type(column.type))
      }
    }
  }

  /// What holds every value of a PostgreSQL type as the extract writes it. Times without a zone are UTC, as everywhere.
  private static func type(_ declared: String) -> String {
    let base = declared.prefix { $0 != "(" && $0 != "[" }
    if declared.hasSuffix("]") { return "JSON" }
    switch base {
    case "smallint", "integer", "bigint", "oid": return "BIGINT"
    case "numeric":
      let digits = declared.split { !$0.isNumber }.compactMap { Int($0) }
      return digits.count == 2 && digits[0] <= 38 ? "DECIMAL(\(digits[0]), \(digits[1]))" : "DOUBLE"
    case "real", "double precision": return "DOUBLE"
    case "boolean": return "BOOLEAN"
    case "date": return "DATE"
    case "json", "jsonb": return "JSON"
    default: return declared.hasPrefix("timestamp") ? "TIMESTAMPTZ" : "VARCHAR"
    }
  }
}
