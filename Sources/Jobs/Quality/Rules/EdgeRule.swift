import Kernel
import Pipeline
import Scoring
import State

/// A rule about rows that took a side way through a job on the date, as that job counted them.
protocol EdgeRule: RecordedRule {
  static var edge: EdgeCount.Edge { get }
  /// What became of the rows: `quarantined`.
  static var verb: String { get }
  var source: EdgeSource { get }
}

/// Which counts an edge rule looks at: `quarantined: any` or `quarantined: [malformed, no_id]`, and `table` where it is not the dataset's own.
struct EdgeSource: Hashable, Sendable {
  /// Empty for any.
  let reasons: [String]
  let table: String?

  init(_ fields: inout Fields, word: String) {
    reasons = fields.required(word, "any") == nil ? [] : fields.strings(word).filter { $0 != "any" }
    table = fields.string("table")
  }
}

extension EdgeRule {
  var subject: String { source.reasons.isEmpty ? "rows" : source.reasons.joined(separator: "_") }
  var title: String { "no row was \(Self.verb)" + (source.reasons.isEmpty ? "" : ": \(source.reasons.joined(separator: ", "))") }
  var definition: String { "\(title)\n\(source.table ?? "")" }
  var countedTable: String? { source.table }

  func measure(_ records: DateRecords, _ limits: Limits) -> Finding {
    let table = source.table.map { TableName($0) } ?? records.table
    guard let edges = records.edges[table], !edges.isEmpty else {
      return .unknown(.notMeasured, "no job has counted the rows of \(table) on this date")
    }
    let mine = edges.filter { $0.edge == Self.edge && (source.reasons.isEmpty || source.reasons.contains($0.reason)) }
    let failing = mine.reduce(0) { $0 + $1.rows }
    let read = edges.filter { $0.edge == .in }.reduce(0) { $0 + $1.rows }
    var finding = Finding.rows(failing, of: max(read, failing), limits)
    let reasons = mine.filter { $0.rows > 0 && !$0.reason.isEmpty }.map { "\($0.rows.grouped) \($0.reason)" }
    if source.reasons.count != 1, !reasons.isEmpty { finding.text += ": " + reasons.joined(separator: ", ") }
    return finding
  }
}

/// `quarantined`: records that the crawl set aside.
struct QuarantinedRule: EdgeRule {
  static let word = "quarantined"
  static let dimension = Dimension.validity
  static let edge = EdgeCount.Edge.quarantined
  static let verb = "quarantined"
  let source: EdgeSource
  init(_ fields: inout Fields) { source = EdgeSource(&fields, word: Self.word) }
}

/// `duplicates`: rows that the compaction dropped because it had them already.
struct DuplicatesRule: EdgeRule {
  static let word = "duplicates"
  static let dimension = Dimension.uniqueness
  static let edge = EdgeCount.Edge.duplicate
  static let verb = "delivered twice"
  let source: EdgeSource
  init(_ fields: inout Fields) { source = EdgeSource(&fields, word: Self.word) }
}

/// `pii`: rows in which the compaction's net found a personal value where none belongs, and redacted it.
struct PIIRule: EdgeRule {
  static let word = "pii"
  static let dimension = Dimension.validity
  static let edge = EdgeCount.Edge.redacted
  static let verb = "redacted for a personal value"
  let source: EdgeSource
  init(_ fields: inout Fields) { source = EdgeSource(&fields, word: Self.word) }
}

/// `late`: rows that arrived long after they happened.
struct LateRule: EdgeRule {
  static let word = "late"
  static let dimension = Dimension.timeliness
  static let edge = EdgeCount.Edge.late
  static let verb = "late"
  let source: EdgeSource
  init(_ fields: inout Fields) { source = EdgeSource(&fields, word: Self.word) }
}
