import Drivers
import Kernel
import Testing

/// The state file of fourteen real nights is lost, and comes back from the lake.
struct StateRebuildTests {
  @Test func aLostStateIsRefusedAndRebuiltAsItWas() async throws {
    let origin = try await ShopFixture.fortnight.value
    let scratch = try Scratch("rebuild")
    try await Scratch.copy(origin.home, to: "\(scratch.path)/shop")
    let shop = Shop(home: "\(scratch.path)/shop", dsn: origin.dsn)
    let last = try #require(LogicalDate("2026-11-21"))
    let dump = try await shop.nightshift("catalog", "dump", asOf: last)
    for name in ["nightshift.sqlite", "nightshift.sqlite-wal", "nightshift.sqlite-shm"] { try Files.remove("\(shop.home)/state/\(name)") }

    let refused = try await shop.nightshift("run", asOf: last)
    #expect(refused.code == 1 && refused.errors.contains("NS5013") && refused.errors.contains("nightshift state rebuild"))
    #expect(!Files.exists("\(shop.home)/state/nightshift.sqlite"))

    let rebuilt = try await shop.nightshift("state", "rebuild", asOf: last)
    #expect(rebuilt.code == 0, "\(rebuilt.errors)")
    let again = try await shop.nightshift("catalog", "dump", asOf: last)
    // The copy lies elsewhere, and its reports with it.
    #expect(again.output == dump.output.replacing(origin.home, with: shop.home))
    let check = try await shop.nightshift("state", "check", asOf: last)
    #expect(check.code == 0, "\(check.output)")
    let run = try await shop.nightshift("run", "--json", asOf: last)
    #expect(!run.output.contains("\"verdict\" : \"run\""))
  }
}
