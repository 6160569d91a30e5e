import Drivers
import Kernel
import TestSupport
import Testing

@testable import DemoData

@Suite struct DemoPostgresTests {
  @Test func itStartsAndStopsAsOftenAsAskedAndListensOnASocketOnly() async throws {
    try await inScratchFolder { home in
      let postgres = try await DemoPostgres(home: home, world: .system())
      try await postgres.stop()
      let dsn = try await postgres.start()
      #expect(try await postgres.start() == dsn)
      #expect(dsn.hasPrefix("host=/") && dsn.hasSuffix(" dbname=shop user=postgres"))
      do {
        let connection = try await PostgresConnection.open(dsn: Redacted(dsn))
        #expect(try await connection.query("SHOW listen_addresses").value == "")
        #expect(
          try await connection.query("SELECT pg_encoding_to_char(encoding) || datcollate FROM pg_database WHERE datname = 'shop'").value
            == "UTF8C")
        try await connection.execute("CREATE TABLE kept (a int)")
        await connection.close()
      } catch {
        try await postgres.stop()
        throw error
      }
      try await postgres.stop()
      try await postgres.stop()
      await #expect(throws: Failure.self) { try await PostgresConnection.open(dsn: Redacted(dsn)) }

      _ = try await postgres.start()
      let connection = try await PostgresConnection.open(dsn: Redacted(dsn))
      #expect(try await connection.query("SELECT count(*) FROM kept").value == "0")
      await connection.close()
      try await postgres.stop()
    }
  }

  @Test func aLongPathGetsAShortSocket() async throws {
    try await inScratchFolder { root in
      let home = "\(root)/\(String(repeating: "long", count: 25))"
      let postgres = try await DemoPostgres(home: home, world: .system())
      let dsn = try await postgres.start()
      try await postgres.stop()
      #expect(dsn.hasPrefix("host=/tmp/nightshift-demo-"))
      try Files.remove(postgres.fallback)
    }
  }

  @Test func aBrokenClusterSaysWhereToLook() async throws {
    try await inScratchFolder { home in
      try Files.makeDirectory("\(home)/pgdata")
      try Files.create("\(home)/pgdata/PG_VERSION", Array("15\n".utf8))
      let postgres = try await DemoPostgres(home: home, world: .system())
      let failure = await #expect(throws: Failure.self) { try await postgres.start() }
      #expect(failure?.code == 3904)
      #expect(failure?.hint?.contains("server.log") == true)
    }
  }

  @Test func aMachineWithoutPostgreSQLIsToldWhatToInstall() async throws {
    try await inScratchFolder { empty in
      var world = World.system()
      world.environment["PATH"] = empty
      let failure = await #expect(throws: Failure.self) { try await PostgresPrograms(world, root: empty) }
      #expect(failure?.code == 3903)
    }
  }
}
