import Drivers
import JobKit
import Kernel
import State

/// The raw objects that hold rows of one event date, and which of their records are not to be used although they are whole.
struct DateSelection: Sendable {
  struct Part: Hashable, Sendable {
    let key: String
    let sha256: Fingerprint
    let rows: Int
    /// Ordinals, sorted.
    let misfits: [Int]
  }

  /// By key, in byte order.
  private(set) var parts: [Part]
  /// Where the inventory says an object's bytes are, by key.
  let locations: [String: String]

  init(_ table: TableName, _ date: LogicalDate, state: StateStore) throws {
    let (holding, rejects) = try state.read { (try $0.objects(table, holding: date), try $0.rejects(table, date: date)) }
    let misfits = Dictionary(grouping: rejects.filter { $0.reject.reason == RejectReason.wrongType.rawValue }, by: \.key)
    parts = holding.map { held in
      Part(
        key: held.object.key, sha256: held.object.sha256, rows: held.rows,
        misfits: (misfits[held.object.key] ?? []).map(\.reject.ordinal).sorted())
    }
    locations = Dictionary(holding.map { ($0.object.key, $0.object.location) }) { first, _ in first }
    sort()
  }

  /// As it will be when a crawl has recorded what it foresees.
  mutating func merge(_ foreseen: [Foreseen.Object], _ date: LogicalDate) {
    let fresh = Set(foreseen.map(\.key))
    parts.removeAll { fresh.contains($0.key) }
    for object in foreseen {
      guard let rows = object.rows[date], rows > 0 else { continue }
      parts.append(Part(key: object.key, sha256: object.sha256, rows: rows, misfits: (object.misfits[date] ?? []).sorted()))
    }
    sort()
  }

  /// Stands for exactly the records that are read: a change of an object's place or of other dates' rows does not show in it.
  var version: String {
    let digest = SHA256.of(parts.map { "\($0.key)\n\($0.sha256) \($0.rows) \($0.misfits)\n" }.joined())
    return "\(parts.count) \(parts.count == 1 ? "object" : "objects") \(digest)"
  }

  private mutating func sort() { parts.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
}
