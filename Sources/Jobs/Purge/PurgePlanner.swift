import Drivers
public import Kernel
public import Lake
public import Pipeline
public import State

/// Looks at the lake and the state, and makes the plan: the one code path of `purge plan`, the night and `purge apply`.
public struct PurgePlanner: Sendable {
  public let rules: [PurgeRule]
  public let holds: [PurgeHold]
  public let limits: PurgeGuard

  public init(rules: [PurgeRule], holds: [PurgeHold], limits: PurgeGuard) {
    self.rules = rules
    self.holds = holds
    self.limits = limits
  }

  /// - Throws: `NS3001` when a folder cannot be listed, `NS6401` when a prefix leads through a link; the state's failures.
  public func plan(document: PipelineDocument, lake: LakeLayout, state: StateStore, asOf: Instant) async throws -> PurgePlan {
    var snapshot = try state.read {
      PurgeSnapshot(areas: [:], lakeObjects: 0, lakeBytes: 0, newestAsOf: try $0.newestAsOf(), trash: try $0.trash())
    }
    let evidence = CompactionEvidence(document: document, state: state)
    let today = LogicalDate(containing: asOf)
    for rule in rules {
      let (listing, partitions) = try state.read { reader in
        (try LakeListing(rule.prefix, lake: lake, state: reader), try reader.partitions(under: rule.prefix.text))
      }
      let units = try PurgeUnits(listing: listing, partitions: partitions, sources: document.sources.map(\.path)) { object in
        // Only of what is old enough to go the answer matters.
        let day = PurgePlan.day(of: PurgeUnits.unit(object, nil), rule.ageFrom)
        return try day.map { $0 >= today.adding(days: -rule.days) } ?? true || evidence.isCompacted(object)
      }
      snapshot.areas[rule.prefix] = PurgeSnapshot.Area(units: units.all, catalogued: listing.catalogued + partitions.count)
    }
    try measure(lake, delivered: document.sources.map(\.path) + rules.map(\.prefix.text).filter { !Zones.isDerived($0) }, into: &snapshot)
    return PurgePlan(rules: rules, holds: holds, guard: limits, snapshot: snapshot, asOf: asOf)
  }

  /// One walk over the whole lake: how much there is, and when the last delivery was.
  private func measure(_ lake: LakeLayout, delivered: [String], into snapshot: inout PurgeSnapshot) throws {
    for entry in try Files.list(lake.root) where !entry.path.utf8.starts(with: "\(lake.workKey)/".utf8) {
      snapshot.lakeObjects += 1
      snapshot.lakeBytes += entry.bytes
      let key = Self.deliveredKey(entry.path)
      guard delivered.contains(where: { key.utf8.starts(with: $0.utf8) }) else { continue }
      snapshot.newestDelivery = max(snapshot.newestDelivery ?? entry.modified, entry.modified)
    }
  }

  /// Without the folders of its storage class.
  private static func deliveredKey(_ path: String) -> Substring {
    guard path.utf8.starts(with: ".storage/".utf8) else { return path[...] }
    return path.split(separator: "/", maxSplits: 2).last ?? path[...]
  }
}
