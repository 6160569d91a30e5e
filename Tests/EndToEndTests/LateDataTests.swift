import Drivers
import Foundation
import Kernel
import Testing

/// An object that arrives in an old folder: the plan names exactly the dates it touches, the run repairs exactly those.
struct LateDataTests {
  @Test func aLateObjectRepairsTheDatesItTouchesAndNoOther() async throws {
    let scratch = try Scratch("late")
    let first = try #require(LogicalDate("2026-11-08")), last = first.adding(days: 2)
    let shop = try await ShopFixture.make(home: "\(scratch.path)/shop", from: first, days: 3, scale: "0.03")
    for day in 0..<3 {
      try await shop.deliver(until: first.adding(days: day))
      let night = try await shop.nightshift("run", asOf: first.adding(days: day))
      #expect(night.code == 0 || night.code == 3, "\(night.errors)")
    }
    #expect(try await decisions(of: "plan", shop, last).running.isEmpty)
    let before = try await shop.fingerprint()

    // Two events of the first date (Taipei wall time, eight hours ahead), in a folder of the second.
    let events = ["01", "02"].map { second in
      #"{"customerId":"late","oldLevel":"STANDARD","newLevel":"SILVER","eventId":"late-\#(second)","occurredOn":"2026-11-08T20:00:\#(second)","eventType":"MembershipLevelUpgraded","aggregateId":"late"}"#
    }
    let folder = "\(shop.lake)/domain-events/year=2026/month=11/day=09/hour=05"
    try Files.makeDirectory(folder)
    try Files.create(
      "\(folder)/late-1-2026-11-09-05-00-00-00000000-0000-4000-8000-000000000000.gz",
      GzipWriter.compress(Array(events.joined(separator: "\n").utf8)))

    let plan = try await decisions(of: "plan", shop, last)
    #expect(
      plan.running == [
        "crawl_events@2026-11-10": "input changed: 1 new object in raw.domain_events",
        "events@2026-11-08": "input changed: raw.domain_events",
        "quality@2026-11-08": "upstream runs: events",
      ])
    let run = try await decisions(of: "run", shop, last)
    #expect(run.running == plan.running)
    #expect(run.all == plan.all)

    // The chain from the repaired report back to the object that arrived.
    let key = "domain-events/year=2026/month=11/day=09/hour=05/late-1-2026-11-09-05-00-00-00000000-0000-4000-8000-000000000000.gz"
    let compacted = try await shop.nightshift("why", "events", "--date", first.description, asOf: last).output
    let lines = compacted.split(separator: "\n").map(String.init)
    let at = try #require(lines.firstIndex { $0.contains(": run, input changed: raw.domain_events -> ") }, "\(compacted)")
    #expect(lines[at + 1].hasPrefix("  raw.domain_events changed: ") && lines[at + 1].contains(" -> "), "\(compacted)")
    #expect(lines[at + 2].hasPrefix("    object \(key) arrived 20") && lines[at + 2].hasSuffix(", 2 rows of this date"), "\(compacted)")
    #expect(lines[at + 3].hasPrefix("      <- crawl_events 2026-11-10 in run 4: input changed: 1 new object"), "\(compacted)")
    let judged = try await shop.nightshift("why", "quality", "--date", first.description, asOf: last).output
    #expect(judged.contains("<- events 2026-11-08 in run 4: input changed: raw.domain_events"), "\(judged)")
    #expect(judged.contains("object \(key) arrived"), "\(judged)")

    let after = try await shop.fingerprint()
    let changed = Set(before.keys).union(after.keys).filter {
      before[$0] != after[$0] && !$0.hasPrefix("catalog ") && !$0.contains("/domain-events/") && !$0.contains("/.nightshift/manifests/")
    }
    #expect(changed.contains("/data/genai-demo-demo-data-lake/curated/events/year=2026/month=11/day=08/part-000.parquet"))
    #expect(changed.allSatisfy { $0.contains("day=08/") || $0.contains("reports/quality/2026-11-08/") }, "\(changed.sorted())")
    #expect(try await decisions(of: "run", shop, last).running.isEmpty)
    #expect(try await shop.fingerprint() == after)
  }

  private func decisions(of command: String, _ shop: Shop, _ date: LogicalDate) async throws -> (
    running: [String: String], all: Set<String>
  ) {
    struct Document: Decodable {
      struct Cell: Decodable {
        let job: String
        let date: String
        let verdict: String
        let reason: String
      }
      let cells: [Cell]
    }
    let output = try await shop.nightshift(command, "--json", asOf: date)
    let document = try JSONDecoder().decode(Document.self, from: Data(output.output.utf8))
    let running = document.cells.filter { $0.verdict == "run" }.map { ("\($0.job)@\($0.date)", $0.reason) }
    return (Dictionary(uniqueKeysWithValues: running), Set(document.cells.map { "\($0.job)@\($0.date) \($0.reason)" }))
  }
}
