import Kernel
import Testing

/// Another mask key makes tokens that do not join with the old ones: it is said before the first night that mixes them, and kept being said.
struct MaskKeyTests {
  @Test func anotherKeyIsToldAndTheCommandThatHelpsMakesTheOldDatesAnew() async throws {
    let scratch = try Scratch("mask-key")
    let first = try #require(LogicalDate("2026-11-08")), second = first.adding(days: 1)
    let shop = try await ShopFixture.make(home: "\(scratch.path)/shop", from: first, days: 2, scale: "0.03")
    func nightshift(_ arguments: String..., date: LogicalDate, key: String?) async throws -> Products.Output {
      var environment = shop.environment
      environment["NIGHTSHIFT_MASK_KEY"] = key
      return try await Products.run(
        Products.nightshift, arguments + ["--as-of", Shop.due(date).description], in: shop.home, environment: environment)
    }
    try await shop.deliver(until: first)
    #expect(try await nightshift("run", date: first, key: Shop.key).code == 0)
    let status = try await nightshift("status", date: first, key: Shop.key)
    #expect(!status.output.contains("mask key"))

    // Without the key at hand nobody is told that it has changed.
    let asked = try await nightshift("plan", date: first, key: nil)
    #expect(asked.output.contains("0 to run") && !asked.output.contains("mask key"), "\(asked.output)")

    let other = "quite another masking key for tests"
    let plan = try await nightshift("plan", "--last", "1d", date: first, key: other)
    #expect(plan.output.contains("settings changed: mask key"), "\(plan.output)")
    #expect(plan.output.contains("\n  nightshift backfill --from 2026-11-08 --to 2026-11-08 --select events+\n"), "\(plan.output)")
    let why = try await nightshift("why", "events", "--date", "2026-11-08", date: first, key: other)
    #expect(why.output.contains("now: run, settings changed: mask key"), "\(why.output)")

    // The next night is the first to mix them, and says so once; the old date stays as it is until somebody asks.
    try await shop.deliver(until: second)
    let night = try await nightshift("run", date: second, key: other)
    #expect(night.code == 0 && night.errors.contains("! events 2026-11-08: the mask key changed"), "\(night.errors)")
    #expect(try await nightshift("run", date: second, key: other).errors == "")
    let needy = try await nightshift("status", date: second, key: other)
    #expect(needy.output.contains("K events 2026-11-08: another key, the mask key changed ("), "\(needy.output)")
    #expect(needy.output.contains("redo: nightshift backfill --from 2026-11-08 --to 2026-11-08 --select events+"), "\(needy.output)")
    for secret in [other, Shop.key] { #expect(!(plan.output + why.output + night.errors + needy.output).contains(secret)) }

    for job in ["events+", "extract_shop+"] {
      let redone = try await nightshift("backfill", "--from", "2026-11-08", "--to", "2026-11-08", "--select", job, date: second, key: other)
      #expect(redone.code == 0, "\(redone.errors)")
    }
    let told = try await nightshift("why", "events", "--date", "2026-11-08", date: second, key: other)
    #expect(told.output.contains("mask key: '") && told.output.contains("do not join"), "\(told.output)")
    #expect(!(try await nightshift("status", date: second, key: other)).output.contains("mask key"))
  }
}
