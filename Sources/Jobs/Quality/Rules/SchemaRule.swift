import Catalog
import Kernel
import Pipeline
import Scoring
import State

/// `schema: zone.table`: the date's records had the fields that records had before. A new field or a wider type warns; a field that is gone, or
/// values of another class, fail.
struct SchemaRule: RecordedRule {
  static let word = "schema"
  static let dimension = Dimension.validity
  static let limitKind = LimitKind.none
  let table: String

  init(_ fields: inout Fields) { table = fields.requiredString(Self.word, example: "raw.domain_events") }

  var subject: String { "fields" }
  var title: String { "\(table) has the fields it had" }
  var countedTable: String? { table }

  func measure(_ records: DateRecords, _ limits: Limits) -> Finding {
    let versions = records.schemas[TableName(table)] ?? []
    guard versions.contains(where: { $0.date <= records.date }) else {
      return .unknown(.notMeasured, "no crawl has recorded the fields of \(table)")
    }
    let changes = versions.flatMap { Self.changes($0, touching: records.date) }
    guard !changes.isEmpty else { return Finding(.verdict(.yes), "no field is new, gone or of another type") }
    let grave = changes.contains { $0.change == .missing || $0.change == .conflicting }
    var finding = Finding(.verdict(grave ? .no : .partly), changes.map { Self.text($0, records.date) }.joined(separator: "; "))
    finding.failing = changes.reduce(0) { $0 + ($1.rows[records.date.description] ?? 0) }
    return finding
  }

  /// What a version changed for the records of a date; nothing for the first version, which has nothing to compare with.
  static func changes(_ version: SchemaVersionRecord, touching date: LogicalDate) -> [SchemaChange] {
    let changes = (try? SortedJSON.decode(version.diff, as: [SchemaChange].self)) ?? []
    return changes.filter { $0.rows[date.description] ?? 0 > 0 }
  }

  private static func text(_ change: SchemaChange, _ date: LogicalDate) -> String {
    let rows = change.rows[date.description] ?? 0, place = "\(change.path) in \(change.events.joined(separator: ", "))"
    let count = "\(rows.grouped) \(rows == 1 ? "row" : "rows")"
    switch change.change {
    case .added: return "new field \(place): \(count)"
    case .missing: return "field gone: \(place): \(count)"
    case .widened: return "wider type of \(place), \(change.from ?? "?") to \(change.to ?? "?"): \(count)"
    case .conflicting: return "another kind of value in \(place), \(change.from ?? "?") to \(change.to ?? "?"): \(count)"
    }
  }
}
