import Drivers
import Glibc
import Kernel
import Testing

/// A small installation on the evening before a night that does everything there is to do: all kinds of jobs, a partition repaired by
/// late data, an object that changes its class, one that goes to the trash and one that leaves it for good. Made once; tests take copies.
struct FaultyNight: Sendable {
  /// The night as nobody disturbed it.
  let undisturbed: Snapshot
  /// The same, with the last report made anew.
  let reported: Snapshot
  /// How often it passes each failpoint.
  let passings: [Failpoint: Int]
  let microseconds: Int
  /// Before the night.
  let origin: Shop
  let before: Snapshot

  /// What leaves the trash for good in the night.
  var erased: Set<String> {
    let prefix = "lake/.nightshift/trash/"
    func batches(_ snapshot: Snapshot) -> Set<String> {
      Set(
        snapshot.entries.keys.filter { $0.hasPrefix(prefix) }.compactMap {
          $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
        })
    }
    return batches(before).subtracting(batches(undisturbed))
  }

  static let last = LogicalDate(year: 2026, month: 11, day: 11)!
  static let command = ["run", "--pipeline", "faults.yaml", "--as-of", Shop.due(last).description]
  static let prepared = Task { try await prepare() }

  /// A copy to do harm to; it goes with the last reference to it.
  /// - Parameter linked: its files share their bytes with the origin's; not when it is to be given to another user.
  func victim(linked: Bool = true) async throws -> Victim {
    try await Victim(of: origin, in: try Scratch("victim"), for: self, linked: linked)
  }

  private static func prepare() async throws -> FaultyNight {
    let scratch = try Scratch("faults")
    AtExit.remove(scratch.path)
    _ = Unmanaged.passRetained(scratch)
    let first = last.adding(days: -3)
    let home = "\(scratch.path)/home"
    let origin = try await ShopFixture.make(home: home, from: first, days: 4, scale: "0.01", lake: "\(home)/lake")
    try Files.write(Array(pipeline.utf8), to: "\(home)/faults.yaml")
    try Files.makeDirectory("\(home)/quality")
    for table in ["curated.events", "shop.products"] {
      try Files.link("\(Products.root)/jobs/quality/\(table).yaml", to: "\(home)/quality/\(table).yaml")
    }
    for day in 0..<3 {
      try await origin.deliver(until: first.adding(days: day))
      let night = try await origin.nightshift("run", "--pipeline", "faults.yaml", asOf: first.adding(days: day))
      // An error of our own: every test that waits for the installation must fail with it.
      guard night.code == 0 else { throw ShopFixture.Failed(date: first.adding(days: day), output: night) }
    }
    try await origin.deliver(until: last)
    try Files.remove(origin.spool)
    let before = try await Snapshot(of: origin)

    let reference = try await Victim(of: origin, in: try Scratch("reference"), for: nil)
    let clock = ContinuousClock()
    let began = clock.now
    let ended = try await reference.night(fail: "trace:\(reference.home)/trace")
    let length = (clock.now - began).components
    guard ended.code == 0 else { throw ShopFixture.Failed(date: last, output: ended) }
    let undisturbed = try await Snapshot(of: reference.shop, from: origin)
    #expect(undisturbed.entries.count > before.entries.count)
    try await reference.report()
    return FaultyNight(
      undisturbed: undisturbed, reported: try await Snapshot(of: reference.shop, from: origin), passings: try reference.passings(),
      microseconds: Int(length.seconds) * 1_000_000 + Int(length.attoseconds / 1_000_000_000_000), origin: origin, before: before)
  }

  /// Nothing is tried again by itself, so that an injected error is an error.
  private static let pipeline = """
    pipeline: faults
    schedule: { cron: 0 2 * * *, start: 2026-01-01, catchup: { limit: 2, order: oldest_first } }
    connections:
      lake: { kind: local, path: lake }
      shop: { kind: postgres, dsn: "${env:SHOP_DSN}", naive_times_are: Asia/Taipei }
      duckdb: { kind: duckdb, memory: 1GiB, threads: 1 }
    sources:
      raw.domain_events:
        path: domain-events/
        layout: year=/month=/day=/hour=
        format: json.gz
        event: { id: eventId, type: eventType, time: occurredOn, naive_times_are: Asia/Taipei }
    defaults: { timeout: 5m, retries: { limit: 0 } }
    jobs:
      crawl_events: { kind: crawl, reads: raw.domain_events, lookback: 2d, quarantine: { at_most: 50% } }
      events:
        kind: compact
        needs: [crawl_events]
        reads: raw.domain_events
        writes: curated.events
        engine: duckdb
        mask: { email.*: hmac, customerName.*: drop, newEmail.*: hmac, newName.*: drop, newPhone.*: last4, address.*: drop, removedAddress.*: drop }
      extract_shop: { kind: extract, connection: shop, tables: { products: { mode: full, key: product_id } } }
      quality:
        kind: quality
        needs: [events, extract_shop]
        checks: quality/
        report: "reports/quality/${date}"
        gate: { closed_stops: nothing }
      shell: { kind: shell, needs: [quality], command: [sh, -c, "echo $NIGHTSHIFT_DATE; cat /dev/null"] }
      tier_lake:
        kind: lifecycle
        needs: [events]
        rules:
          - { prefix: domain-events/year=2026/month=11/day=10/hour=03/, objects_under_128KiB: move, transitions: [ { after: 1d, to: GLACIER } ] }
      purge_lake:
        kind: purge
        after: [tier_lake]
        rules:
          - { prefix: backup/domain-events/year=2026/month=11/day=08/hour=03/, retain: 1d, may_empty: true }
          - { prefix: backup/domain-events/year=2026/month=11/day=10/hour=03/, retain: 1d, may_empty: true }
        guard: { at_most: 100%, trash: 1d }

    """
}
