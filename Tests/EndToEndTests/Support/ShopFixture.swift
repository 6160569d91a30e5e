import Drivers
import Kernel
import TestSupport
import Testing

/// Makes demo installations on the PostgreSQL that all tests of a process share.
enum ShopFixture {
  /// Fourteen nights as cron would have run them, made once per test process. Tests look at it and do not change it; those that must take a copy.
  static let fortnight = Task { () throws -> Shop in
    let scratch = try Scratch("fortnight")
    try retain(scratch)
    let first = try #require(LogicalDate("2026-11-08"))
    let shop = try await make(home: "\(scratch.path)/shop", from: first, days: 14, scale: "0.25")
    for day in 0..<14 {
      let date = first.adding(days: day)
      try await shop.deliver(until: date)
      let night = try await shop.nightshift("run", asOf: date)
      guard night.code == 0 || night.code == 3 else { throw Failed(date: date, output: night) }
    }
    return shop
  }

  struct Failed: Error {
    let date: LogicalDate
    let output: Products.Output
  }

  static func make(home: String, from first: LogicalDate, days: Int, scale: String, lake: String? = nil) async throws -> Shop {
    try Files.makeDirectory(home)
    let dsn = try await ThrowawayPostgres.shared().database().reveal()
    let generated = try await Products.run(
      Products.demo, ["generate", "--out", "\(home)/source", "--from", first.description, "--days", "\(days)", "--scale", scale], in: home,
      environment: Products.environment())
    #expect(generated.code == 0, "\(generated.errors)")
    return Shop(home: home, dsn: dsn, lake: lake)
  }

  /// Kept until the process ends, when it removes its folder.
  private static func retain(_ scratch: Scratch) throws {
    AtExit.remove(scratch.path)
    _ = Unmanaged.passRetained(scratch)
  }
}

extension Shop {
  /// Lets everything arrive that a night of `date` finds: objects until 02:00 of the next day, the shop's rows until its midnight.
  func deliver(until date: LogicalDate) async throws {
    let delivered = try await Products.run(
      Products.demo, ["deliver", "--spool", spool, "--lake", lake, "--dsn", dsn, "--until", Self.due(date).description], in: home,
      environment: environment)
    #expect(delivered.code == 0, "\(delivered.errors)")
  }
}
