public import Kernel

/// One session with a PostgreSQL server, through libpq on a thread of its own.
///
/// Every wait ends within a second when the task is cancelled: the server is told to stop, the session is closed, and `CancellationError`
/// is thrown. A `Failure` says by SQLSTATE whether trying again can help; the caller does so, with a new connection.
/// For a host other than loopback or a socket, TLS with a verified certificate and host name is not optional.
public actor PostgresConnection {
  private let thread: ConnectionThread
  private var session: PostgresSession?

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  private init() { thread = ConnectionThread() }

  /// Connects and makes the session's settings.
  /// - Parameter dsn: a connection string as libpq reads it. Messages name host, port and database of it, nothing else.
  /// - Throws: `NS3201` to `NS3208`.
  public static func open(dsn: Redacted<String>, settings: PostgresSettings = PostgresSettings()) async throws -> PostgresConnection {
    let connection = PostgresConnection()
    try await connection.connect(dsn, settings)
    return connection
  }

  private func connect(_ dsn: Redacted<String>, _ settings: PostgresSettings) throws {
    session = try PostgresSession(dsn: dsn, settings: settings)
  }

  /// Ends the session; what follows throws `NS3209`.
  public func close() { session = nil }

  /// Runs one statement. `$1`, `$2`… are bound, never pasted.
  public func query(_ sql: String, _ parameters: String?...) throws -> PostgresRows { try opened().run(sql, parameters: parameters) }

  /// Runs a script of statements, in one transaction unless it says otherwise.
  public func execute(_ script: String) throws { _ = try opened().run(script) }

  /// Streams the rows of `select` through COPY in the text format, in the caller's isolation; the next batch is fetched while `body` works.
  /// - Returns: the number of rows, which the server's own count agrees with.
  /// - Throws: what `body` throws, after ending the session, because a COPY cannot be left half read; `NS3218` when rows are missing.
  public nonisolated(nonsending) func copy(_ select: String, _ body: (CopyBatch) throws -> Void) async throws -> Int {
    try await beginCopy("COPY (\(select)) TO STDOUT")
    var rows = 0
    var (batch, announced) = try await nextBatch()
    do {
      while announced == nil {
        async let next = nextBatch()
        rows += batch.rowCount
        try body(batch)
        (batch, announced) = try await next
      }
      rows += batch.rowCount
      try body(batch)
    } catch {
      await abort()
      throw error
    }
    guard let announced, Int(announced) == rows else { throw PostgresFailure.shortCopy(received: rows, announced: announced ?? "") }
    return rows
  }

  private func beginCopy(_ statement: String) throws { try opened().beginCopy(statement) }

  private func nextBatch() throws -> (CopyBatch, String?) { try opened().nextBatch() }

  private func abort() {
    session?.abort()
    session = nil
  }

  private func opened() throws -> PostgresSession {
    guard let session else { throw Failure(3209, "the connection to PostgreSQL is closed", retry: .backoff) }
    return session
  }
}
