public import Kernel

/// A named place that jobs work with.
public struct Connection: Sendable {
  public enum Kind: Sendable {
    /// The lake's root folder, absolute.
    case local(path: String)
    /// A libpq connection string. `naiveTimesAre` is the zone of `timestamp` columns without one (IANA name or `+08:00`); nil is UTC.
    case postgres(dsn: Redacted<String>, naiveTimesAre: String?)
    /// DuckDB's limits: memory in bytes, threads.
    case duckdb(memory: Int, threads: Int)
  }

  public let name: String
  public let kind: Kind

  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
