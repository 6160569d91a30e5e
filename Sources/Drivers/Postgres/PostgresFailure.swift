import Kernel

/// The failures of this folder. What the server said decides the class, by SQLSTATE (PostgreSQL's manual, appendix A).
enum PostgresFailure {
  /// Why a statement failed.
  /// - Parameter message: the server's own words. They may quote values of a row, so only complaints about names (class 42) are shown.
  static func statement(sqlState: String, message: String) -> Failure {
    let detail = "SQLSTATE \(sqlState): \(message)"
    func failure(_ code: Code, _ text: String, hint: String? = nil, retry: Failure.Retry = .never) -> Failure {
      Failure(code, text, hint: hint, retry: retry, detail: detail)
    }
    switch sqlState {
    case "42P01", "3F000":
      return failure(3213, "PostgreSQL has no such table: \(message)", hint: "compare with `\\dt *.*` in psql as the same user")
    case "42703":
      return failure(3214, "PostgreSQL has no such column: \(message)", hint: "compare with `\\d table` in psql as the same user")
    case "42501":
      return failure(
        3215, "PostgreSQL does not permit it: \(message)", hint: "GRANT SELECT on the tables (and USAGE on their schema) to this user")
    case "22021", "22P05":
      return failure(
        3219, "PostgreSQL holds text that is not UTF-8",
        hint: "a database with the encoding SQL_ASCII lets any byte in; repair the rows, or drop the column")
    case "57014", "55P03", "25P03":
      return failure(
        3212, "PostgreSQL ended a statement that took or waited too long (SQLSTATE \(sqlState))",
        hint: "look for locks and load on the server", retry: .backoff)
    case _ where sqlState.hasPrefix("40"):
      return failure(
        3211, "PostgreSQL gave up a transaction in conflict with others (SQLSTATE \(sqlState))",
        hint: "on a replica, hot_standby_feedback=on keeps long reads alive", retry: .backoff)
    case _ where sqlState.hasPrefix("53"):
      return failure(
        3210, "PostgreSQL is out of connections, memory or disk (SQLSTATE \(sqlState))", hint: "free some on the server", retry: .backoff)
    case _ where sqlState.hasPrefix("57P") || sqlState.hasPrefix("08"):
      return failure(
        3209, "PostgreSQL ended the connection (SQLSTATE \(sqlState))", hint: "it was restarted, or somebody ended the session",
        retry: .backoff)
    case _ where sqlState.hasPrefix("58"):
      return failure(
        3216, "PostgreSQL met an error of its own system (SQLSTATE \(sqlState))", hint: "look at the server's log", retry: .backoff)
    case _ where sqlState.hasPrefix("28"):
      return failure(
        3205, "PostgreSQL refuses these credentials", hint: "check user and password in the connection string, and pg_hba.conf")
    case _ where sqlState.hasPrefix("42"):
      return failure(3216, "PostgreSQL refuses a statement: \(message) (SQLSTATE \(sqlState))")
    default:
      return failure(3216, "PostgreSQL refuses a statement (SQLSTATE \(sqlState))", hint: "the attempt's log holds the server's words")
    }
  }

  /// Why no connection came about.
  /// - Parameter text: libpq's message in its verbose form, which holds the SQLSTATE if the server spoke at all.
  static func connect(_ target: PostgresTarget, text: String) -> Failure {
    if let state = sqlState(in: text) {
      switch state {
      case "3D000":
        return Failure(
          3206, "PostgreSQL at \(target.place) has no database '\(target.database)'", hint: "`psql -l` lists those there are", detail: text)
      case _ where state.hasPrefix("28"):
        return Failure(
          3205, "PostgreSQL at \(target.place) refuses these credentials",
          hint: "check user and password in the connection string, and pg_hba.conf",
          detail: text)
      default: return statement(sqlState: state, message: text)
      }
    }
    if text.contains("fe_sendauth: no password supplied") {
      return Failure(
        3205, "PostgreSQL at \(target.place) asks for a password and the connection string has none", hint: "add it, or use ~/.pgpass",
        detail: text)
    }
    if text.contains("could not translate host name") {
      return Failure(
        3204, "the host of the connection string is unknown: \(target.place)", hint: "check its spelling and the name server",
        retry: .backoff, detail: text)
    }
    if text.contains("certificate") || text.contains("SSL") {
      return Failure(
        3207, "TLS with PostgreSQL at \(target.place) failed",
        hint: "give sslrootcert=/path/to/the/ca.pem; the host must be the name in the server's certificate",
        detail: text)
    }
    return Failure(
      3203, "cannot connect to PostgreSQL at \(target.place)", hint: "is the server up, and the port open from here?", retry: .backoff,
      detail: text)
  }

  static func connectTimedOut(_ target: PostgresTarget, seconds: Int) -> Failure {
    Failure(
      3208, "PostgreSQL at \(target.place) did not answer in \(seconds) s", hint: "a firewall that drops packets looks like this",
      retry: .backoff)
  }

  static func lost(_ text: String) -> Failure {
    Failure(3209, "the connection to PostgreSQL was lost", hint: "it was restarted, or the network failed", retry: .backoff, detail: text)
  }

  static func shortCopy(received: Int, announced: String) -> Failure {
    Failure(3218, "PostgreSQL announced \(announced.isEmpty ? "no number of" : announced) rows and sent \(received)", retry: .backoff)
  }

  /// The SQLSTATE in a message such as `FATAL:  28P01: password authentication failed for user "x"`; the last one if several hosts were tried.
  static func sqlState(in text: String) -> String? {
    let bytes = Array(text.utf8)
    var found: String?
    for start in bytes.indices.dropLast(9) where bytes[start...].starts(with: ":  ".utf8) {
      let code = bytes[(start + 3)..<(start + 8)]
      let isCode = code.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
      if isCode, bytes[start + 8] == UInt8(ascii: ":") { found = String(decoding: code, as: UTF8.self) }
    }
    return found
  }
}
