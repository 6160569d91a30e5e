import Drivers
public import JobKit
public import Kernel
public import Lake
public import State

/// Takes a batch out of the trash again: every object byte for byte at its old place, every catalog row as it was.
public enum PurgeUndo {
  /// - Throws: `NS6520` for a batch that is not in the trash, `NS6521` when something else is at an old place by now, `NS6522` when
  ///   bytes are missing from the trash. Nothing is changed then.
  public static func outcome(batch: String, lake: LakeLayout, state: StateStore, subject: Cell, now: Instant) throws -> JobOutcome {
    try state.read { reader in
      let records = try reader.trash(batch: batch)
      guard !records.isEmpty else {
        let known = Set(try reader.trash().map(\.batch)).sorted()
        throw Failure(
          6520, "there is no batch \(batch) in the trash",
          hint: known.isEmpty ? "the trash is empty" : "there are: \(known.joined(separator: ", "))")
      }
      var outcome = JobOutcome()
      for record in records {
        try check(record, lake: lake, reader: reader)
        outcome.moves.append(
          ObjectMove(
            table: record.table, key: record.key, from: record.location, to: record.origin, bytes: record.bytes, modified: record.modified,
            purpose: .restore(batch: batch)))
      }
      let bytes = records.reduce(0) { $0 + $1.bytes }
      outcome.audit = [
        AuditEntry(
          at: now, action: "purge.undo", subject: subject.description,
          facts: [
            "batch": batch, "objects": "\(records.count)", "bytes": "\(bytes)", "keys_sha256": KeyList.digest(records.map(\.key)).hex,
          ])
      ]
      outcome.counts = ["objects_restored": records.count, "bytes_restored": bytes]
      return outcome
    }
  }

  private static func check(_ record: TrashRecord, lake: LakeLayout, reader: StateReader) throws {
    let document = try TrashDocument(encoded: record.document)
    let path = lake.path(record.location)
    let bytes =
      document.partition == nil
      ? Files.entry(path)?.bytes : Files.isDirectory(path) ? try Files.list(path).reduce(0) { $0 + $1.bytes } : nil
    guard bytes == record.bytes else {
      throw Failure(6522, "the trash no longer holds \(record.key) as it was put there", hint: "look at \(path); restore it from a backup")
    }
    var isTaken = Files.exists(lake.path(record.origin))
    if let table = record.table, document.object != nil { isTaken = try isTaken || reader.object(table, key: record.key) != nil }
    if let partition = document.partition { isTaken = try isTaken || reader.partition(partition.table, key: partition.key) != nil }
    guard !isTaken else {
      throw Failure(
        6521, "\(record.key) is there again, so the purged one cannot come back",
        hint: "move the new one away first, if the old one is wanted")
    }
  }
}
