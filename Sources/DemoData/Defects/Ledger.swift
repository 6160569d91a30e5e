import FoundationEssentials
import Kernel

/// What has been planted, as `planted.json` tells it.
final class Ledger {
  struct Entry: Hashable, Sendable, Codable {
    let kind: DefectKind
    let table: String
    /// The UTC date of the events or rows; of the arrival where a record has no readable time.
    let date: LogicalDate
    var count: Int
    var ids: [String]
    var detail: String
  }

  struct Document: Hashable, Sendable, Codable {
    var defects: [Entry]
  }

  private struct Key: Hashable {
    let kind: DefectKind
    let date: LogicalDate
  }

  private var found: [Key: [String]] = [:]
  private var notes: [Key: Set<String>] = [:]

  /// One more; `note` adds to the detail, once.
  func add(_ kind: DefectKind, on date: LogicalDate, id: String, note: String? = nil) {
    let key = Key(kind: kind, date: date)
    found[key, default: []].append(id)
    if let note { notes[key, default: []].insert(note) }
  }

  /// Everything so far with the defects that are not of single records; `volumes` counts the events that occurred on a date.
  func document(_ plan: DefectPlan, volumes: [LogicalDate: Int]) -> Document {
    var entries = found.map { key, ids in
      let note = notes[key].map { "; " + $0.sorted().joined(separator: ", ") } ?? ""
      return Entry(
        kind: key.kind, table: key.kind.table, date: key.date, count: ids.count, ids: ids.sorted(), detail: key.kind.detail + note)
    }
    func whole(_ kind: DefectKind, _ date: LogicalDate, count: Int, ids: [String]) {
      entries.append(Entry(kind: kind, table: kind.table, date: date, count: count, ids: ids, detail: kind.detail))
    }
    if let outage = plan.outage {
      let hour = String(outage.end.adding(seconds: -3600).description.prefix(13))
      whole(.missingHour, LogicalDate(containing: outage.start), count: 1, ids: [hour])
    }
    if let date = plan.lowVolume { whole(.lowVolume, date, count: volumes[date, default: 0], ids: []) }
    for date in plan.staleDays { whole(.staleTable, date, count: 1, ids: ["inventories"]) }
    entries.sort { ($0.date, $0.kind.rawValue) < ($1.date, $1.kind.rawValue) }
    return Document(defects: entries)
  }
}
