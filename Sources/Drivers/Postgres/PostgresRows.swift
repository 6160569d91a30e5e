/// The answer to a small query, in the server's text form; NULL is nil.
public struct PostgresRows: Sendable {
  public let columns: [String]
  public let rows: [[String?]]

  /// The first value of the first row.
  public var value: String? { rows.first?.first ?? nil }
}
