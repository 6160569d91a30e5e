import Drivers
import Kernel

/// A table as the database describes it, in the snapshot of the run.
struct SourceTable: Sendable {
  struct Column: Hashable, Sendable {
    let name: String
    /// As declared, `numeric(19,2)`.
    let declaredType: String
    /// The short name of the type that values are printed as: a domain's base, `enum` for an enumeration.
    let type: String
    let isNullable: Bool
    /// The declared type with a domain's base in its place, `numeric(19,2)`.
    let fullType: String
    /// True when its order depends on a collation.
    let isCollatable: Bool
  }

  let schema: String
  let name: String
  /// In the table's order.
  let columns: [Column]

  subscript(column: String) -> Column? { columns.first { $0.name == column } }

  /// The quoted name, with its schema.
  func quoted() throws(Failure) -> String { "\(try PostgresIdentifier(schema).quoted).\(try PostgresIdentifier(name).quoted)" }

  /// - Throws: `NS6311` naming the tables that there are.
  static func load(_ table: TableExtract, from connection: PostgresConnection) async throws -> SourceTable {
    let rows = try await connection.query(columnQuery, table.schema, table.name).rows
    guard !rows.isEmpty else { throw try await missing(table, connection) }
    let columns = rows.compactMap { row -> Column? in
      guard row.count == 6, let name = row[0], let declared = row[1], let type = row[2], let full = row[3] else { return nil }
      return Column(name: name, declaredType: declared, type: type, isNullable: row[4] == "t", fullType: full, isCollatable: row[5] == "t")
    }
    return SourceTable(schema: table.schema, name: table.name, columns: columns)
  }

  private static func missing(_ table: TableExtract, _ connection: PostgresConnection) async throws -> Failure {
    let known = try await connection.query(
      "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        + "WHERE n.nspname = $1 AND c.relkind IN ('r','p','v','m','f') ORDER BY c.relname COLLATE \"C\"", table.schema
    ).rows.compactMap { $0.first ?? nil }
    return ExtractFailure.noTable(table, known: known)
  }

  /// Name, declared type, base type in short and in full, nullable, collatable. Generated and identity columns are columns like others; dropped ones are not.
  private static let columnQuery = """
    WITH RECURSIVE base (attnum, typ, mod) AS (
      SELECT a.attnum, a.atttypid, a.atttypmod FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r','p','v','m','f') AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT b.attnum, t.typbasetype, t.typtypmod FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.typ WHERE t.typtype = 'd'
    )
    SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), CASE t.typtype WHEN 'e' THEN 'enum' ELSE t.typname END,
      pg_catalog.format_type(b.typ, b.mod), NOT a.attnotnull, t.typcollation <> 0
    FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.typ AND t.typtype <> 'd'
    JOIN pg_catalog.pg_namespace n ON n.nspname = $1
    JOIN pg_catalog.pg_class c ON c.relname = $2 AND c.relnamespace = n.oid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = b.attnum
    ORDER BY a.attnum
    """
}
