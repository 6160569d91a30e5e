import Kernel
import Testing

/// Which rows belong to a date, to the microsecond.
@Suite struct CursorWindowTests {
  private static let edges = """
    ('before', '2026-11-20 23:59:59.999999'), ('first', '2026-11-21 00:00:00'), ('last', '2026-11-21 23:59:59.999999'), ('after', '2026-11-22 00:00:00')
    """

  @Test(arguments: ["timestamp", "timestamptz"])
  func theWindowIsHalfOpen(_ type: String) async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id text, at \(type) NOT NULL); SET timezone = 'UTC'; INSERT INTO t VALUES \(Self.edges)")
    #expect(try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at }") == ["first", "last"])
  }

  @Test func theLagReachesBackToTheMicrosecond() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id text, at timestamp NOT NULL); INSERT INTO t VALUES ('too old', '2026-11-20 23:44:59.999999'), ('again', '2026-11-20 23:45:00'), \(Self.edges)"
    )
    #expect(try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at, lag: 15m }") == ["again", "before", "first", "last"])
  }

  @Test func wallTimesAreReadInTheDeclaredZone() async throws {
    let fixture = try await ExtractFixture(
      """
      CREATE TABLE t (id text, at timestamp NOT NULL);
      INSERT INTO t VALUES ('before', '2026-11-21 07:59:59.999999'), ('first', '2026-11-21 08:00:00'), ('last', '2026-11-22 07:59:59.999999'), ('after', '2026-11-22 08:00:00')
      """)
    #expect(try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at }", zone: "Asia/Taipei") == ["first", "last"])
    #expect(try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at }", zone: "+08:00") == ["first", "last"])
  }

  @Test func momentsWithAZoneDoNotCareAboutTheDeclaredOne() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id text, at timestamptz NOT NULL); SET timezone = 'UTC'; INSERT INTO t VALUES \(Self.edges)")
    #expect(try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at }", zone: "Asia/Taipei") == ["first", "last"])
  }

  @Test func aDateCursorIsACalendarDay() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id text, at date NOT NULL); INSERT INTO t VALUES ('19', '2026-11-19'), ('20', '2026-11-20'), ('21', '2026-11-21'), ('22', '2026-11-22')"
    )
    #expect(try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at }", zone: "Asia/Taipei") == ["21"])
    #expect(try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at, lag: 1h }") == ["20", "21"])
  }

  @Test func rowsWithoutACursorAreNeverMissingSilently() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id text, at timestamp); INSERT INTO t VALUES ('n1', NULL), ('n2', NULL), \(Self.edges)")
    let failure = await expect(6314) { _ = try await fixture.run("  t: { mode: incremental, key: id, cursor: at }") }
    #expect(failure?.message.hasPrefix("2 rows of table 't'") == true)
    #expect(
      try await ids(fixture, "  t: { mode: incremental, key: id, cursor: at, null_cursor: include }") == ["first", "last", "n1", "n2"])
  }

  @Test func aCursorThatIsNoTimeIsRefused() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (id text, at varchar(30))")
    let failure = await expect(6316) { _ = try await fixture.run("  t: { mode: incremental, key: id, cursor: at }") }
    #expect(failure?.message.contains("character varying(30)") == true)
  }

  private func ids(_ fixture: ExtractFixture, _ tables: String, zone: String? = nil) async throws -> [String] {
    try await fixture.run(tables, zone: zone).lines("t").map { line in String(line.dropFirst(7).prefix { $0 != "\"" }) }
  }
}
