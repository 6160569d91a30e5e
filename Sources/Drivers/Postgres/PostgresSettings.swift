public import Kernel

/// What a session asks of the server, and how long it waits for it.
public struct PostgresSettings: Sendable {
  /// Longest wait for a connection, all of the connection string's hosts together. A `connect_timeout` in the string goes first.
  public var connectTimeout: Span
  /// Longest time of one statement, a COPY of a whole table included.
  public var statementTimeout: Span
  /// Longest wait for a lock that somebody's `ALTER TABLE` holds.
  public var lockTimeout: Span
  /// Longest pause between two statements of a transaction before the server gives the session up.
  public var idleTimeout: Span

  public init(
    connectTimeout: Span = .seconds(10), statementTimeout: Span = .seconds(7200), lockTimeout: Span = .seconds(30),
    idleTimeout: Span = .seconds(600)
  ) {
    self.connectTimeout = connectTimeout
    self.statementTimeout = statementTimeout
    self.lockTimeout = lockTimeout
    self.idleTimeout = idleTimeout
  }

  /// One script that makes the text of every value independent of the server's and the user's defaults. `row_security = off` makes a policy that
  /// would silently leave rows out an error (`NS3215`).
  var script: String {
    let settings = [
      ("datestyle", "ISO, YMD"), ("intervalstyle", "postgres"), ("timezone", "UTC"), ("extra_float_digits", "1"), ("bytea_output", "hex"),
      ("client_encoding", "UTF8"), ("row_security", "off"), ("statement_timeout", milliseconds(statementTimeout)),
      ("lock_timeout", milliseconds(lockTimeout)),
      ("idle_in_transaction_session_timeout", milliseconds(idleTimeout)),
    ]
    return settings.map { "SET \($0.0) = '\($0.1)'" }.joined(separator: "; ")
  }

  private func milliseconds(_ span: Span) -> String { "\(span.microseconds / 1000)ms" }
}
