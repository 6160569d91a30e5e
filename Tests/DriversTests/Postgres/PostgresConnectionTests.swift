import Drivers
import Kernel
import TestSupport
import Testing

@Suite struct PostgresConnectionTests {
  @Test func bindsParametersAndReturnsText() async throws {
    let connection = try await connect()
    let rows = try await connection.query("SELECT $1::text AS a, $2::int + 1 AS b, $3::text AS c", "x'; DROP TABLE t; --", "41", nil)
    #expect(rows.columns == ["a", "b", "c"])
    #expect(rows.rows == [["x'; DROP TABLE t; --", "42", nil]])
  }

  @Test func fixesTheSessionSettingsThatChangeText() async throws {
    let connection = try await connect()
    try await connection.execute("CREATE TABLE s AS SELECT 1")
    let rows = try await connection.query(
      "SELECT current_setting('timezone'), current_setting('datestyle'), current_setting('bytea_output'), current_setting('application_name'), "
        + "current_setting('client_encoding'), 0.1::float8::text, '2026-01-01 00:00+08'::timestamptz::text")
    #expect(rows.rows == [["UTC", "ISO, YMD", "hex", "nightshift", "UTF8", "0.1", "2025-12-31 16:00:00+00"]])
  }

  @Test func copiesEveryRowAndAgreesWithTheServersCount() async throws {
    let connection = try await connect()
    var text: [UInt8] = []
    var batches = 0
    let rows = try await connection.copy("SELECT n, repeat('x', 90) FROM generate_series(1, 20000) n") { batch in
      #expect(batch.rowEnds.last == batch.bytes.count || batch.bytes.isEmpty)
      text += batch.bytes
      batches += 1
    }
    #expect(rows == 20_000)
    #expect(batches > 4)
    #expect(text.filter { $0 == UInt8(ascii: "\n") }.count == 20_000)
    #expect(text.starts(with: "1\txxx".utf8))
    // The connection is ready for the next statement.
    #expect(try await connection.query("SELECT 7").value == "7")
  }

  @Test func copiesAnEmptyTable() async throws {
    let rows = try await connect().copy("SELECT 1 WHERE false") { #expect($0.rowCount == 0) }
    #expect(rows == 0)
  }

  @Test func endsTheSessionWhenTheReaderOfACopyGivesUp() async throws {
    struct Enough: Error {}
    let connection = try await connect()
    await #expect(throws: Enough.self) { _ = try await connection.copy("SELECT generate_series(1, 10000000)") { _ in throw Enough() } }
    await expect(3209, .backoff) { _ = try await connection.query("SELECT 1") }
  }

  @Test func stopsTheServerWhenTheTaskIsCancelled() async throws {
    let server = try await ThrowawayPostgres.shared()
    let dsn = try await server.database()
    let watcher = try await PostgresConnection.open(dsn: dsn)
    let sleeper = Task {
      let connection = try await PostgresConnection.open(dsn: dsn)
      try await connection.execute("SELECT pg_sleep(600)")
    }
    let active =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep(6%' AND state = 'active'"
    while try await watcher.query(active).value == "0" { await Task.yield() }
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
    while try await watcher.query(active).value != "0" { await Task.yield() }
  }

  @Test func aBackendEndedDuringACopyIsWorthAnotherTry() async throws {
    let dsn = try await ThrowawayPostgres.shared().database()
    let connection = try await PostgresConnection.open(dsn: dsn)
    let killer = try await PostgresConnection.open(dsn: dsn)
    let pid = try #require(try await connection.query("SELECT pg_backend_pid()").value)
    await expect(3209, .backoff) {
      _ = try await killer.query("SELECT pg_terminate_backend($1::int)", pid)
      _ = try await connection.copy("SELECT repeat('x', 1000) FROM generate_series(1, 1000000)") { _ in }
    }
  }

  @Test(arguments: [
    ("SELECT * FROM nowhere", 3213, "nowhere"), ("SELECT * FROM nowhere.t", 3213, "nowhere"), ("SELECT ghost FROM pg_class", 3214, "ghost"),
    ("SET ROLE nobody_reads; SELECT * FROM pg_authid", 3215, "pg_authid"), ("SELECT 1 +", 3216, "42601"),
    ("SELECT 'secret'::int", 3216, "22P02"),
  ])
  func namesWhatTheServerRefused(_ statement: String, _ code: Int, _ said: String) async throws {
    let connection = try await connect()
    try await connection.execute(
      "DO $$ BEGIN CREATE ROLE nobody_reads; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$")
    let failure = await expect(Code(number: code), .never) { try await connection.execute(statement) }
    #expect(failure?.message.contains(said) == true)
    #expect(failure?.description.contains("secret") == false)
  }

  @Test(arguments: [
    ("SET statement_timeout = 1; SELECT pg_sleep(600)", 3212), ("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$", 3211),
    ("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$", 3211), ("DO $$ BEGIN RAISE SQLSTATE '53300'; END $$", 3210),
    ("DO $$ BEGIN RAISE SQLSTATE '57P03'; END $$", 3209), ("DO $$ BEGIN RAISE SQLSTATE '08006'; END $$", 3209),
    ("DO $$ BEGIN RAISE SQLSTATE '58030'; END $$", 3216),
  ])
  func advisesToTryAgainWhatMayPass(_ statement: String, _ code: Int) async throws {
    let connection = try await connect()
    await expect(Code(number: code), .backoff) { try await connection.execute(statement) }
  }

  private func connect() async throws -> PostgresConnection { try await .open(dsn: try await ThrowawayPostgres.shared().database()) }
}

/// Runs `body`, which must throw a `Failure` with this code and advice.
@discardableResult
func expect(
  _ code: Code, _ retry: Failure.Retry, at location: Testing.SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> Failure? {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch let failure as Failure {
    #expect(failure.code == code, "\(failure.debugDescription)", sourceLocation: location)
    #expect(failure.retry == retry, sourceLocation: location)
    return failure
  } catch { Issue.record(error, sourceLocation: location) }
  return nil
}
