import Drivers
import Kernel
import TestSupport
import Testing

@Suite struct PostgresIdentifierTests {
  @Test(arguments: [
    "plain", "Mixed Case", "say \"hi\"", "x\"; DROP TABLE t; --", "a.b", "訂單", "tab\there", "line\nbreak", "back\\slash", "$1", "'",
    "é", "\u{65}\u{301}", String(repeating: "n", count: 63),
  ])
  func aHostileNameIsOnlyAName(_ name: String) async throws {
    let connection = try await PostgresConnection.open(dsn: try await ThrowawayPostgres.shared().database())
    let quoted = try PostgresIdentifier(name).quoted
    try await connection.execute("CREATE TABLE \(quoted) (\(quoted) int); INSERT INTO \(quoted) (\(quoted)) VALUES (7)")
    let rows = try await connection.query("SELECT \(quoted) FROM \(quoted)")
    #expect(rows.rows == [["7"]])
    let columns = try #require(rows.columns.first)
    #expect(Array(columns.utf8) == Array(name.utf8))
    #expect(try await connection.query("SELECT count(*) FROM pg_class WHERE relname = $1", name).value == "1")
  }

  @Test(arguments: ["", "nul\0inside", String(repeating: "n", count: 64), String(repeating: "訂", count: 22)])
  func aNameThatWouldMeanAnotherIsRefused(_ name: String) {
    #expect { try PostgresIdentifier(name) } throws: { ($0 as? Failure)?.code == 3217 }
  }
}
