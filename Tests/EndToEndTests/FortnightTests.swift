import Drivers
import Foundation
import Kernel
import Testing

/// Fourteen nights over the demo's shop, looked at from all sides.
struct FortnightTests {
  let last = LogicalDate(year: 2026, month: 11, day: 21)!

  @Test func aSecondRunOfTheLastNightChangesNoByte() async throws {
    let shop = try await ShopFixture.fortnight.value
    let before = try await shop.fingerprint()
    let second = try await shop.nightshift("run", "--json", asOf: last)
    #expect(second.code == 0 || second.code == 3)
    #expect(!second.output.contains("\"verdict\" : \"run\""))
    #expect(second.errors.isEmpty)
    let after = try await shop.fingerprint()
    #expect(before == after)
  }

  @Test func countsAddUpOnEveryEdge() async throws {
    struct Document: Decodable {
      struct Edge: Decodable {
        let table: String
        let edge: String
        let rows: Int
      }
      struct Cell: Decodable {
        let job: String
        let date: String
        let edges: [Edge]
      }
      let cells: [Cell]
    }
    let shop = try await ShopFixture.fortnight.value
    let status = try await shop.nightshift("status", "--json", asOf: last)
    let document = try JSONDecoder().decode(Document.self, from: Data(status.output.utf8))
    var checked = 0
    for cell in document.cells {
      for (table, edges) in Dictionary(grouping: cell.edges, by: \.table) {
        func sum(_ edge: String) -> Int { edges.filter { $0.edge == edge }.reduce(0) { $0 + $1.rows } }
        #expect(sum("in") == sum("out") + sum("duplicate") + sum("quarantined"), "\(cell.job)@\(cell.date) \(table)")
        checked += 1
      }
    }
    // Crawl, compact and six extracted tables on each of fourteen dates.
    #expect(checked == 14 * 8)
  }

  @Test func noClearPersonalValueLeavesTheRawZone() async throws {
    let shop = try await ShopFixture.fortnight.value
    let canaries = try Files.readText("\(shop.spool)/canaries.txt").split(separator: "\n")
    #expect(canaries.count >= 30)
    let clear = try LegibleCopy()
    let unmasked = ["domain-events/", "backup/", "errors/", "quarantine/"]
    for root in [shop.lake, "\(shop.home)/reports", "\(shop.home)/state"] {
      try await clear.add(root) { path in !unmasked.contains(where: path.hasPrefix) }
    }
    for ending in [".parquet", ".sqlite", ".html", ".gz"] { #expect(clear.files.contains { $0.hasSuffix(ending) }, "\(ending)") }
    #expect(try await clear.finds(of: canaries) == [])
    // The test can fail: the raw zone does hold them.
    let raw = try LegibleCopy()
    try await raw.add("\(shop.lake)/domain-events")
    #expect(try await raw.finds(of: canaries).count >= 30)
  }

  @Test func theAuditLogIsWhole() async throws {
    let shop = try await ShopFixture.fortnight.value
    let verdict = try await shop.nightshift("audit", "verify", asOf: last)
    #expect(verdict.code == 0)
    #expect(verdict.output.contains("whole"))
  }

  @Test func statusShowsEveryNight() async throws {
    let shop = try await ShopFixture.fortnight.value
    let grid = try await shop.nightshift("status", "--grid", asOf: last)
    for job in ["crawl_events", "events", "extract_shop", "quality", "tier_lake", "purge_lake"] {
      let line = try #require(grid.output.split(separator: "\n").first { $0.hasPrefix(job) })
      #expect(line.count { "✓▲".contains($0) } == 14, "\(line)")
    }
  }
}
