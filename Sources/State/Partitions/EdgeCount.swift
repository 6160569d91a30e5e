import GRDB
public import Kernel

/// How many rows took one way through a job on one date. For each job, table and date: in = out + duplicate + quarantined.
public struct EdgeCount: Hashable, Sendable, Codable {
  public enum Edge: String, Hashable, Sendable, Codable, CaseIterable {
    /// Rows read, written, dropped as duplicates, rejected.
    case `in`, out, duplicate, quarantined
    /// Rows among `out` in which a value was redacted, or that arrived late: they are not in the sum.
    case redacted, late
  }

  public let table: TableName
  public let edge: Edge
  /// Which kind of it: a rejection's reason, a lateness class; empty where there is only one.
  public let reason: String
  public let rows: Int

  public init(table: TableName, edge: Edge, reason: String = "", rows: Int) {
    self.table = table
    self.edge = edge
    self.reason = reason
    self.rows = rows
  }
}

extension StateReader {
  /// The edges of a job on a date, by table, edge and reason.
  public func edgeCounts(_ cell: Cell) throws -> [EdgeCount] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM edge_count WHERE job = ? AND date = ? ORDER BY \"table\", edge, reason",
      arguments: [cell.job.rawValue, cell.date.description]
    ).compactMap(Self.edgeCount)
  }

  /// The edges of a table on a date, whichever job counted them.
  public func edgeCounts(_ table: TableName, _ date: LogicalDate) throws -> [EdgeCount] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM edge_count WHERE \"table\" = ? AND date = ? ORDER BY job, edge, reason",
      arguments: [table.rawValue, date.description]
    ).compactMap(Self.edgeCount)
  }

  static func edgeCount(_ row: Row) -> EdgeCount? {
    EdgeCount.Edge(rawValue: row["edge"]).map {
      EdgeCount(table: TableName(row["table"]), edge: $0, reason: row["reason"], rows: row["rows"])
    }
  }
}

extension StateWriter {
  /// Replaces the edges of a job on a date.
  public func setEdgeCounts(_ cell: Cell, _ counts: [EdgeCount]) throws {
    try database.cachedStatement(sql: "DELETE FROM edge_count WHERE job = ? AND date = ?").execute(
      arguments: [cell.job.rawValue, cell.date.description])
    try manifestDue(cell.date)
    for count in counts {
      try database.execute(
        sql: "INSERT INTO edge_count (job, date, \"table\", edge, reason, rows) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [cell.job.rawValue, cell.date.description, count.table.rawValue, count.edge.rawValue, count.reason, count.rows])
    }
  }
}
