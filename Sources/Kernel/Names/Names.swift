/// The name of a job in a pipeline file: its key there.
public struct JobName: Hashable, Comparable, Sendable, Codable, RawRepresentable, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ text: String) { self.init(rawValue: text) }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  public var description: String { rawValue }
}

/// The full name of a table, `zone.name`: `raw.domain_events`, `curated.events`, `shop.orders`.
public struct TableName: Hashable, Comparable, Sendable, Codable, RawRepresentable, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ text: String) { self.init(rawValue: text) }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  public var description: String { rawValue }

  /// The part before the first dot.
  public var zone: String { String(rawValue.prefix { $0 != "." }) }
  /// The part after the first dot.
  public var name: String { String(rawValue.drop { $0 != "." }.dropFirst()) }
}

/// One job on one logical date: the cell whose state is the truth, whichever run filled it.
public struct Cell: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let job: JobName
  public let date: LogicalDate

  public init(job: JobName, date: LogicalDate) {
    self.job = job
    self.date = date
  }

  public static func < (a: Self, b: Self) -> Bool { (a.date, a.job) < (b.date, b.job) }
  public var description: String { "\(job)@\(date)" }
}
