import Kernel
import Pipeline

/// The failures of this kind. They name tables, columns and counts, never a value.
enum ExtractFailure {
  static func noTable(_ table: TableExtract, known: [String]) -> Failure {
    let nearest = Suggestion.hint(table.name, known, none: "this user sees no table in schema '\(table.schema)'", what: "tables")
    return Failure(6311, "there is no table '\(table.schema).\(table.name)'", hint: nearest)
  }

  static func noColumn(_ column: String, _ use: String, _ table: SourceTable) -> Failure {
    let nearest = Suggestion.hint(column, table.columns.map(\.name), none: "the table has no columns", what: "columns")
    return Failure(6312, "table '\(table.name)' has no column '\(column)', which its \(use) names", hint: nearest)
  }

  static func personal(_ columns: [String], _ table: TableExtract) -> Failure {
    let masks = columns.map { "\($0): drop" }.joined(separator: ", ")
    let be = columns.count == 1 ? "looks" : "look"
    return Failure(
      6313, "\(columns.joined(separator: ", ")) of table '\(table.name)' \(be) personal and \(columns.count == 1 ? "has" : "have") no mask",
      hint:
        "add `mask: { \(masks) }` (or hmac, last4, year, redact), or `allow: [\(columns.joined(separator: ", "))]` if nothing personal is in it"
    )
  }

  static func nullCursors(_ count: String, _ cursor: String, _ table: TableExtract) -> Failure {
    Failure(
      6314, "\(count) rows of table '\(table.name)' have no \(cursor), so no date would ever hold them",
      hint: "repair them in the source, or write `null_cursor: include` to extract them every night")
  }

  static func duplicateKeys(_ count: Int, _ table: TableExtract) -> Failure {
    Failure(
      6315,
      "\(count) row\(count == 1 ? " has" : "s have") no key of its own in table '\(table.name)': \(table.key.joined(separator: ", ")) is NULL or occurs twice",
      hint: "name the columns of the table's primary key in `key`")
  }

  static func cursorType(_ column: SourceTable.Column, _ table: TableExtract) -> Failure {
    Failure(
      6316, "the cursor '\(column.name)' of table '\(table.name)' is of type \(column.declaredType)",
      hint: "a cursor is a timestamp, a timestamptz or a date; without one use `mode: full`")
  }

  static func maskType(_ mask: Mask, _ column: SourceTable.Column, _ table: TableExtract) -> Failure {
    Failure(
      6317, "the mask '\(mask.rawValue)' of table '\(table.name)' does not fit '\(column.name)', which is of type \(column.declaredType)",
      hint: "year is for dates and timestamps; use hmac, drop or redact")
  }

  static func rewritten(_ table: TableExtract) -> Failure {
    Failure(
      6318, "table '\(table.name)' was emptied or rewritten at the very moment the snapshot was taken",
      hint: "a TRUNCATE or ALTER TABLE; nothing was read, the next try takes a new snapshot", retry: .backoff)
  }
}

extension Suggestion {
  /// The nearest known word, else all of them.
  fileprivate static func hint(_ word: String, _ known: [String], none: String, what: String) -> String {
    if let nearest = nearest(to: word, in: known) { return "did you mean '\(nearest)'?" }
    return known.isEmpty ? none : "\(what): \(known.joined(separator: ", "))"
  }
}
