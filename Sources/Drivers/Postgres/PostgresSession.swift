import CLibPQ
import Glibc
import Kernel

/// One libpq connection, driven without ever waiting longer than a tenth of a second before it looks whether its task was cancelled.
///
/// A cancelled session tells the server to stop (`PQcancel`) and is closed: what was in flight is of no use to anyone.
final class PostgresSession {
  private static let slice: Int32 = 100

  private var connection: OpaquePointer?

  init(dsn: Redacted<String>, settings: PostgresSettings) throws {
    let written = try PostgresTarget(parsing: dsn)
    if !written.sslMode.isEmpty { try written.requireVerifiedTLS() }
    var options = [
      ("dbname", dsn.reveal()), ("application_name", "nightshift"), ("client_encoding", "UTF8"), ("gssencmode", "disable"),
      ("keepalives", "1"),
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
    ]
    if written.sslMode.isEmpty, written.hosts.isEmpty || !written.isLocal { options.append(("sslmode", "verify-full")) }
    connection = Self.start(options)
    guard let connection else { throw Failure(3203, "cannot connect to PostgreSQL: no memory for a connection", retry: .backoff) }
    try connect(connection, timeout: written.connectSeconds ?? settings.connectTimeout.microseconds / 1_000_000)
    _ = try run(settings.script)
  }

  deinit { close() }

  func close() {
    PQfinish(connection)
    connection = nil
  }

  /// Runs one statement with parameters, or a script of several without.
  /// - Returns: the rows of the last statement that had any.
  func run(_ sql: String, parameters: [String?] = []) throws -> PostgresRows {
    let connection = try opened()
    let sent = parameters.isEmpty ? PQsendQuery(connection, sql) : Self.send(connection, sql, parameters)
    guard sent == 1 else { throw PostgresFailure.lost(message(connection)) }
    var answer = PostgresRows(columns: [], rows: [])
    var failure: Failure?
    while let result = try nextResult() {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_TUPLES_OK: answer = Self.rows(of: result)
      case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: continue
      case PGRES_COPY_OUT, PGRES_COPY_IN, PGRES_COPY_BOTH:
        abort()
        throw Failure(3216, "a COPY was sent as an ordinary statement")
      default: failure = failure ?? Self.failure(of: result, message(connection))
      }
    }
    if let failure { throw failure }
    return answer
  }

  /// Begins `COPY (query) TO STDOUT`.
  func beginCopy(_ statement: String) throws {
    let connection = try opened()
    guard PQsendQuery(connection, statement) == 1 else { throw PostgresFailure.lost(message(connection)) }
    guard let result = try nextResult() else { throw PostgresFailure.lost(message(connection)) }
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COPY_OUT else {
      let failure = Self.failure(of: result, message(connection))
      while let rest = try nextResult() { PQclear(rest) }
      throw failure
    }
  }

  /// The next rows of the COPY, at most about `CopyBatch.targetSize` bytes; fewer than that only at the end.
  /// - Returns: the rows, and at the end the number that the server says it sent (`COPY n`).
  func nextBatch() throws -> (batch: CopyBatch, announced: String?) {
    let connection = try opened()
    var batch = CopyBatch()
    batch.reserve()
    while !batch.isFull {
      var buffer: UnsafeMutablePointer<CChar>?
      let count = PQgetCopyData(connection, &buffer, 1)
      if count > 0 {
        batch.append(UnsafeRawBufferPointer(start: buffer, count: Int(count)))
        PQfreemem(buffer)
        continue
      }
      switch count {
      case 0: try waitForInput()
      case -1: return (batch, try endOfCopy())
      default: throw PostgresFailure.lost(message(connection))
      }
    }
    return (batch, nil)
  }

  /// Stops what the server is doing for this session, and ends the session.
  func abort() {
    if let connection, let handle = PQgetCancel(connection) {
      var text = [CChar](repeating: 0, count: 256)
      PQcancel(handle, &text, Int32(text.count))
      PQfreeCancel(handle)
    }
    close()
  }

  private func endOfCopy() throws -> String {
    var announced = ""
    var failure: Failure?
    while let result = try nextResult() {
      defer { PQclear(result) }
      if PQresultStatus(result) == PGRES_COMMAND_OK {
        announced = String(cString: PQcmdTuples(result))
      } else {
        failure = failure ?? Self.failure(of: result, message(connection))
      }
    }
    if let failure { throw failure }
    return announced
  }

  private func opened() throws -> OpaquePointer {
    guard let connection else { throw Failure(3209, "the connection to PostgreSQL is closed", retry: .backoff) }
    return connection
  }

  private func connect(_ connection: OpaquePointer, timeout seconds: Int) throws {
    guard PQstatus(connection) != CONNECTION_BAD else {
      throw PostgresFailure.connect(PostgresTarget(of: connection), text: message(connection))
    }
    // Nothing has been sent yet: libpq has at most asked the kernel for a connection.
    let target = PostgresTarget(of: connection)
    try target.requireVerifiedTLS()
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    var state = PGRES_POLLING_WRITING
    var slices = seconds * 1000 / Int(Self.slice)
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED else { throw PostgresFailure.connect(target, text: message(connection)) }
      while try !ready(connection, events: state == PGRES_POLLING_READING ? POLLIN : POLLOUT) {
        slices -= 1
        guard slices > 0 else { throw PostgresFailure.connectTimedOut(target, seconds: seconds) }
      }
      state = PQconnectPoll(connection)
    }
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
  }

  private func nextResult() throws -> OpaquePointer? {
    let connection = try opened()
    while PQisBusy(connection) == 1 { try waitForInput() }
    return PQgetResult(connection)
  }

  private func waitForInput() throws {
    let connection = try opened()
    while try !ready(connection, events: POLLIN) {}
    guard PQconsumeInput(connection) == 1 else { throw PostgresFailure.lost(message(connection)) }
  }

  /// Waits one slice for the socket; throws when the task was cancelled meanwhile.
  private func ready(_ connection: OpaquePointer, events: Int32) throws -> Bool {
    if Task.isCancelled {
      abort()
      throw CancellationError()
    }
    var descriptor = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
    let count = poll(&descriptor, 1, Self.slice)
    if count < 0, errno != EINTR { throw PostgresFailure.lost(String(cString: strerror(errno))) }
    return count > 0
  }

  private func message(_ connection: OpaquePointer?) -> String { String(cString: PQerrorMessage(connection)) }

  private static func start(_ options: [(String, String)]) -> OpaquePointer? {
    let keywords = options.map { strdup($0.0) }, values = options.map { strdup($0.1) }
    defer { (keywords + values).forEach { free($0) } }
    let first = keywords.map { UnsafePointer<CChar>($0) } + [nil], second = values.map { UnsafePointer<CChar>($0) } + [nil]
    return PQconnectStartParams(first, second, 1)
  }

  private static func send(_ connection: OpaquePointer, _ sql: String, _ parameters: [String?]) -> Int32 {
    let values = parameters.map { $0.map { strdup($0) } ?? nil }
    defer { values.forEach { free($0) } }
    return PQsendQueryParams(connection, sql, Int32(values.count), nil, values.map { UnsafePointer($0) }, nil, nil, 0)
  }

  private static func rows(of result: OpaquePointer) -> PostgresRows {
    let columns = PQnfields(result)
    let rows = (0..<PQntuples(result)).map { row in
      (0..<columns).map { PQgetisnull(result, row, $0) == 1 ? nil : String(cString: PQgetvalue(result, row, $0)) }
    }
    return PostgresRows(columns: (0..<columns).map { String(cString: PQfname(result, $0)) }, rows: rows)
  }

  private static func failure(of result: OpaquePointer, _ fallback: String) -> Failure {
    func field(_ name: Unicode.Scalar) -> String? { PQresultErrorField(result, Int32(name.value)).map { String(cString: $0) } }
    guard let state = field("C") else { return PostgresFailure.lost(fallback) }
    return PostgresFailure.statement(sqlState: state, message: field("M") ?? fallback)
  }
}
