import Drivers
import Kernel
import TestSupport
import Testing

@testable import DemoData

@Suite struct DelivererTests {
  private func withDemo(_ body: (DemoFolder, _ lake: String) async throws -> Void) async throws {
    try await inScratchFolder { path in
      let folder = DemoFolder(path: "\(path)/demo")
      _ = try Generator(settings: Demo.settings(days: 2, scale: 0.1), folder: folder).run()
      try await body(folder, "\(path)/lake")
    }
  }

  private func deliver(_ folder: DemoFolder, _ lake: String, _ until: String) async throws -> Int {
    try await Deliverer(folder: folder, lake: lake, until: try #require(Instant(until))).run(dsn: nil).objects
  }

  @Test func whatHadArrivedIsDeliveredOnceWithItsTime() async throws {
    try await withDemo { folder, lake in
      let spool = try Files.list(folder.spool)
      let moment = try #require(Instant("2026-11-09T02:00:00Z"))
      let expected = spool.filter { $0.modified < moment }
      #expect(expected.count > 100 && expected.count < spool.count)
      #expect(try await deliver(folder, lake, "2026-11-09T02:00:00Z") == expected.count)
      #expect(try Files.list(lake) == expected)
      #expect(try await deliver(folder, lake, "2026-11-09T02:00:00Z") == 0)
      #expect(try await deliver(folder, lake, "2026-11-10T02:00:00Z") == spool.count - expected.count)
      #expect(try Files.list(lake) == spool)
      #expect(try await deliver(folder, lake, "2026-11-09T02:00:00Z") == 0)
    }
  }

  @Test func whatTheLakeHasPurgedDoesNotComeBackButALakeThatIsGoneStartsAnew() async throws {
    try await withDemo { folder, lake in
      let count = try await deliver(folder, lake, "2026-11-09T00:00:00Z")
      try Files.remove("\(lake)/backup")
      #expect(try await deliver(folder, lake, "2026-11-09T00:00:00Z") == 0)
      #expect(!Files.exists("\(lake)/backup"))
      try Files.remove(lake)
      #expect(try await deliver(folder, lake, "2026-11-09T00:00:00Z") == count)
      #expect(try await deliver(folder, lake + "2", "2026-11-09T00:00:00Z") == count)
    }
  }

  @Test func aDayOfTheShopIsAppliedOnceItHasEnded() async throws {
    let dsn = try await ThrowawayPostgres.shared().database()
    try await withDemo { folder, lake in
      func days(_ until: String) async throws -> Int {
        try await Deliverer(folder: folder, lake: lake, until: try #require(Instant(until))).run(dsn: dsn).days
      }
      #expect(try await days("2026-11-08T23:59:59Z") == 0)
      #expect(try await days("2026-11-09T00:00:00Z") == 1)
      #expect(try await days("2026-11-09T23:00:00Z") == 0)
      #expect(try await days("2026-12-01") == 1)
      #expect(try await days("2026-12-01") == 0)
      let connection = try await PostgresConnection.open(dsn: dsn)
      #expect(try await connection.query("SELECT date::text FROM demo_delivery ORDER BY 1").rows == [["2026-11-08"], ["2026-11-09"]])
      await connection.close()
    }
  }

  @Test func anIncompleteDemoIsNotDelivered() async throws {
    try await withDemo { folder, lake in
      try Files.remove(folder.settingsFile)
      let failure = await #expect(throws: Failure.self) { try await deliver(folder, lake, "2026-11-09") }
      #expect(failure?.code == 3901)
      #expect(!Files.exists(lake))
    }
  }
}
