public import Kernel
import State

extension PurgePlan {
  /// Decides. The result depends on its arguments only.
  public init(rules: [PurgeRule], holds: [PurgeHold], guard limits: PurgeGuard, snapshot: PurgeSnapshot, asOf: Instant) {
    let today = LogicalDate(containing: asOf)
    var items: [Item] = [], kept: [String: Kept] = [:]
    for rule in rules {
      for unit in snapshot.areas[rule.prefix]?.units ?? [] {
        switch Self.verdict(on: unit, rule: rule, holds: holds, today: today) {
        case .young: break
        case .purge(let day):
          items.append(
            Item(
              key: unit.key, location: unit.location, table: unit.table, bytes: unit.bytes, modified: unit.modified, rule: rule.prefix.text,
              day: day,
              isPartition: unit.isPartition))
        case .keep(let reason):
          let name = "\(rule.prefix)\n\(reason)"
          kept[name, default: Kept(rule: rule.prefix.text, reason: reason, objects: 0, bytes: 0, example: unit.key)].objects += 1
          kept[name]?.bytes += unit.bytes
        }
      }
    }
    items.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let erasures = Self.erasures(snapshot.trash, holds: holds, after: limits.trashDays, today: today)
    self.init(
      asOf: asOf, items: items, erasures: erasures,
      kept: kept.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value),
      stops: PurgeGuards(rules: rules, limits: limits, snapshot: snapshot, asOf: asOf).stops(items: items, erases: !erasures.isEmpty))
  }

  private enum Verdict { case young, purge(LogicalDate), keep(String) }

  /// `keep` with a reason only for what is old enough to go, or whose age cannot be told.
  private static func verdict(on unit: PurgeSnapshot.Unit, rule: PurgeRule, holds: [PurgeHold], today: LogicalDate) -> Verdict {
    guard rule.prefix.contains(unit.key) else { return .keep("outside the prefix") }
    guard let day = day(of: unit, rule.ageFrom) else { return .keep("no readable date") }
    if day > today { return .keep("dated in the future") }
    guard day < today.adding(days: -rule.days) else { return .young }
    if let hold = holds.first(where: { $0.holds(unit.key, on: today) }) { return .keep("held: \(hold.reason)") }
    if let block = unit.block { return .keep(block.rawValue) }
    return .purge(day)
  }

  /// The day that a unit's age counts from; nil when it cannot be told.
  static func day(of unit: PurgeSnapshot.Unit, _ origin: AgeClock.Origin?) -> LogicalDate? {
    let created = LogicalDate(containing: unit.modified)
    if origin == .created { return created }
    switch unit.isPartition ? PartitionDay(folders: unit.key) : PartitionDay(key: unit.key) {
    case .day(let day): return day
    case .unreadable: return nil
    case .none: return origin == .partition ? nil : created
    }
  }

  /// Batches that have been in the trash for all their days; a hold keeps the whole batch that it reaches into.
  private static func erasures(_ trash: [TrashRecord], holds: [PurgeHold], after days: Int, today: LogicalDate) -> [Erasure] {
    Dictionary(grouping: trash, by: \.batch).sorted { $0.key < $1.key }.compactMap { batch, records in
      // The batch is named after the day of its plan; the cell it was recorded for may be an earlier one.
      let counted = records.map(\.trashedOn) + [LogicalDate(batch.prefix(10))].compactMap(\.self)
      guard counted.allSatisfy({ $0 < today.adding(days: -days) }),
        !records.contains(where: { record in holds.contains { $0.holds(record.key, on: today) } })
      else { return nil }
      return Erasure(batch: batch, objects: records.count, bytes: records.reduce(0) { $0 + $1.bytes })
    }
  }
}
