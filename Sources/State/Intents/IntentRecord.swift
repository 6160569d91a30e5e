import GRDB
public import Kernel

/// What a run is about to do to the lake, written before it does it, so that the next start can finish or undo it.
public struct IntentRecord: Hashable, Sendable {
  public enum Phase: String, Sendable {
    /// Nothing of it is in the catalog yet.
    case prepared
    /// The catalog has it; only old bytes remain to be removed.
    case committed
  }

  public let id: Int
  public let cell: Cell
  public let phase: Phase
  /// The runner's own JSON.
  public let document: String
}

extension StateReader {
  /// Intents that a dead process left, oldest first.
  public func openIntents() throws -> [IntentRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM intent ORDER BY id").map { row in
      IntentRecord(
        id: row["id"], cell: Cell(job: JobName(row["job"]), date: try Self.date(row["date"])),
        phase: IntentRecord.Phase(rawValue: row["phase"]) ?? .prepared,
        document: row["document"])
    }
  }
}

extension StateWriter {
  public func prepareIntent(_ cell: Cell, document: String) throws -> Int {
    try database.execute(
      sql: "INSERT INTO intent (job, date, phase, document) VALUES (?, ?, 'prepared', ?)",
      arguments: [cell.job.rawValue, cell.date.description, document])
    return Int(database.lastInsertedRowID)
  }

  public func commitIntent(_ id: Int) throws {
    try database.execute(sql: "UPDATE intent SET phase = 'committed' WHERE id = ?", arguments: [id])
  }

  public func closeIntent(_ id: Int) throws { try database.execute(sql: "DELETE FROM intent WHERE id = ?", arguments: [id]) }
}
