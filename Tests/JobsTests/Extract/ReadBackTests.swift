import Drivers
import Engines
import FoundationEssentials
import JobKit
import Kernel
import Testing

/// What DuckDB reads from the lake is what PostgreSQL holds.
@Suite struct ReadBackTests {
  private struct Schema: Decodable {
    struct Column: Decodable {
      let name: String
      let read_as: String?
    }
    let columns: [Column]
  }

  private struct Row: Decodable, Equatable {
    let text: String
  }

  @Test func theTypesOfTheSchemaFileReadEveryValueExactly() async throws {
    let fixture = try await ExtractFixture(
      """
      CREATE TYPE mood AS ENUM ('so so'); CREATE DOMAIN amount AS numeric(19,2);
      CREATE TABLE t (id int PRIMARY KEY, b boolean, s smallint, l bigint, d amount, n numeric, f double precision, x text, e mood, day date, at timestamp,
        z timestamptz, j jsonb, a int[], u uuid, gone text);
      INSERT INTO t VALUES (1, true, -7, 9007199254740993, 12345678901234567.89, 0.1234567890123456789012345678901234567890, 0.1, E'a "q" \\\\ 王\\n', 'so so', '2026-11-21',
        '2026-11-21 10:00:00.25', '2026-11-21 10:00+08', '{"k": [1]}', '{1,2}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'x'); INSERT INTO t (id) VALUES (2);
      """)
    let extracted = try await fixture.run("  t: { mode: full, key: id, mask: { gone: drop } }", zone: "Asia/Taipei")
    let folder = try #require(extracted.outcome.publications.first?.staged)
    let schema = try JSONDecoder().decode(Schema.self, from: Data(try Files.read("\(folder)/_schema.json")))
    let columns = schema.columns.compactMap { column in column.read_as.map { "'\(column.name)': '\($0)'" } }
    #expect(columns.count == 15)
    let duckdb = try DuckDB(world: .system(), memory: 256 << 20, threads: 1, temporary: "\(fixture.folder)/duckdb")
    let rows: [Row] = try await duckdb.query(
      """
      SELECT concat_ws('|', b, s, l, d, n, f, x, e, day, "at", z, j, a, u) AS text
      FROM read_json('\(folder)/part-000.jsonl.gz', format = 'newline_delimited', columns = {\(columns.joined(separator: ", "))}) ORDER BY id
      """)
    #expect(
      rows.map(\.text) == [
        "true|-7|9007199254740993|12345678901234567.89|0.1234567890123456789012345678901234567890|0.1|a \"q\" \\ 王\n|so so|2026-11-21|2026-11-21 02:00:00.25|2026-11-21 02:00:00|"
          + "{\"k\":[1]}|[1,2]|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "",
      ])
  }
}
