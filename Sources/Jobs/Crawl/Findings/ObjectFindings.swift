import Kernel
import State

/// What reading one object gave.
struct ObjectFindings: Sendable {
  let object: PendingObject
  let sha256: Fingerprint
  /// Accepted records of each event date.
  var rows: [LogicalDate: Int] = [:]
  /// By ordinal.
  var rejects: [ObjectReject] = []

  /// By event date, the ordinals of records that were refused for what other records hold: the object's bytes alone do not tell them.
  var misfits: [LogicalDate: [Int]] {
    let judged = rejects.filter { $0.reason == RejectReason.wrongType.rawValue }
    return Dictionary(grouping: judged, by: \.date).mapValues { $0.map(\.ordinal) }
  }

  var accepted: Int { rows.values.reduce(0, +) }

  func record(_ table: TableName, location: String, storageClass: String, on date: LogicalDate) -> ObjectRecord {
    ObjectRecord(
      table: table, key: object.key, location: location, storageClass: storageClass, bytes: object.bytes, modified: object.modified,
      sha256: sha256,
      rows: accepted, rejected: rejects.count, crawledOn: date)
  }
}
