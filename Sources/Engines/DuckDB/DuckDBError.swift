import Kernel

/// What DuckDB wrote to standard error when a statement failed, sorted by its own class of error (`Binder Error: …`).
///
/// Classes whose text can quote a value of the data keep it in `detail` only.
struct DuckDBError {
  let code: Int32
  let text: String

  var failure: Failure {
    let first = text.split(separator: "\n").first { $0.contains("Error: ") } ?? text.split(separator: "\n").first ?? ""
    let parts = first.split(separator: ":", maxSplits: 1).map(String.init)
    let (kind, rest) = parts.count == 2 ? (parts[0], String(parts[1].drop { $0 == " " })) : ("", String(first))
    switch kind {
    case "Parser Error", "Binder Error", "Catalog Error", "Syntax Error", "Not implemented Error", "Permission Error":
      return Failure(4002, "DuckDB refused a statement: \(rest)", hint: "correct the SQL or the column it names", detail: text)
    case "Out of Memory Error":
      return Failure(
        4004, "DuckDB ran out of memory", hint: "raise `memory` of the duckdb connection, or lower its `threads`", detail: text)
    case "IO Error":
      return Failure(4005, "DuckDB could not read or write a file: \(rest)", retry: .backoff, detail: text)
    case "" where code > 128, "INTERNAL Error", "FATAL Error":
      return Failure(
        4006, code > 128 ? "DuckDB was ended by signal \(code - 128)" : "DuckDB stopped with an error of its own", retry: .backoff,
        detail: text)
    default:
      let word = kind.hasSuffix(" Error") ? kind.dropLast(6).lowercased() : "unknown"
      return Failure(
        4003, "DuckDB could not work on the data: \(word) error", hint: "nightshift logs --attempt shows DuckDB's own words", detail: text)
    }
  }
}
