import JobKit
import Kernel
import State

extension StateWriter {
  /// Lets the catalog say where an object is once it has moved, and the trash what it holds.
  func apply(_ move: ObjectMove, on date: LogicalDate) throws {
    switch move.purpose {
    case .transition(let storageClass):
      if let table = move.table { try moveObject(table, key: move.key, to: move.to, storageClass: storageClass) }
    case .trash(let batch, let rule, let document):
      try recordTrash(
        TrashRecord(
          batch: batch, table: move.table, key: move.key, origin: move.from, location: move.to, bytes: move.bytes, modified: move.modified,
          rule: rule,
          trashedOn: date, document: document))
    case .restore(let batch): try restoreTrash(batch: batch, key: move.key)
    }
  }
}
