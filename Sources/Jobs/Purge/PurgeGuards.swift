import Kernel

/// What makes a purge stop and call a person: too much at once, a clock or a listing that cannot be right, a feed that is dead.
struct PurgeGuards {
  let rules: [PurgeRule]
  let limits: PurgeGuard
  let snapshot: PurgeSnapshot
  let asOf: Instant

  /// The clock is judged only when something would go: a night that removes nothing is not disturbed by it.
  func stops(items: [PurgePlan.Item], erases: Bool) -> [PurgeStop] {
    var stops = rules.compactMap(emptyListing)
    if !items.isEmpty || erases { stops += clock() }
    let byRule = Dictionary(grouping: items, by: \.rule)
    for rule in rules where !rule.mayEmpty {
      let items = byRule[rule.prefix.text] ?? []
      let units = snapshot.areas[rule.prefix]?.units ?? []
      if let stop = deadFeed(rule, items, units) { stops.append(stop) }
      if let stop = tooMuch(rule.prefix.text, items, of: units.count, units.reduce(0) { $0 + $1.bytes }) { stops.append(stop) }
    }
    if let stop = tooMuch("the lake", items, of: snapshot.lakeObjects, snapshot.lakeBytes) { stops.append(stop) }
    return stops
  }

  /// An absence never means that something may go: a listing that shows nothing where the catalog knows something is a failed listing.
  private func emptyListing(_ rule: PurgeRule) -> PurgeStop? {
    guard let area = snapshot.areas[rule.prefix], area.units.isEmpty, area.catalogued > 0 else { return nil }
    return PurgeStop(
      code: 6504, message: "\(rule.prefix) lists as empty, but the catalog knows \(area.catalogued) objects there",
      hint: "check that the lake's disk is mounted and readable", yieldsToNumber: false)
  }

  private func clock() -> [PurgeStop] {
    var stops: [PurgeStop] = []
    let hint = "check the machine's clock, or the --as-of that was given"
    if let newest = snapshot.newestAsOf, asOf < newest {
      stops.append(
        PurgeStop(
          code: 6502, message: "the clock says \(asOf), but a run has already finished at \(newest)",
          hint: "\(hint); if that run's clock was wrong, see `nightshift state clock`", yieldsToNumber: false))
    }
    guard let newest = snapshot.newestDelivery else { return stops }
    if asOf < newest.adding(seconds: -3600) {
      stops.append(
        PurgeStop(
          code: 6502, message: "the clock says \(asOf), but an object was delivered at \(newest)", hint: hint, yieldsToNumber: false))
    } else if asOf > newest.adding(seconds: 48 * 3600) {
      stops.append(
        PurgeStop(
          code: 6502, message: "the clock says \(asOf), more than 48 hours after the newest object (\(newest))",
          hint: "\(hint); if it is right, deliveries have stopped: repair them first", yieldsToNumber: false))
    }
    return stops
  }

  /// The newest data of the prefix is itself due: a feed that stopped must not lose its last data.
  private func deadFeed(_ rule: PurgeRule, _ items: [PurgePlan.Item], _ units: [PurgeSnapshot.Unit]) -> PurgeStop? {
    guard let newestDue = items.map(\.day).max() else { return nil }
    let today = LogicalDate(containing: asOf)
    guard units.compactMap({ PurgePlan.day(of: $0, rule.ageFrom) }).filter({ $0 <= today }).max() == newestDue else { return nil }
    return PurgeStop(
      code: 6503, message: "the newest data of \(rule.prefix) (\(newestDue)) is itself past its \(rule.days) days: the feed looks dead",
      hint: "repair the feed; or set `may_empty: true` where a prefix may run empty, or name the number: --expect-delete \(items.count)",
      yieldsToNumber: true)
  }

  private func tooMuch(_ what: String, _ items: [PurgePlan.Item], of objects: Int, _ bytes: Int) -> PurgeStop? {
    let size = items.reduce(0) { $0 + $1.bytes }
    guard !items.isEmpty, Double(items.count) > limits.atMost * Double(objects) || Double(size) > limits.atMost * Double(bytes) else {
      return nil
    }
    var percent = "\((limits.atMost * 10_000).rounded() / 100)"
    if percent.hasSuffix(".0") { percent.removeLast(2) }
    return PurgeStop(
      code: 6501,
      message: "\(items.count) of \(objects) objects (\(size) of \(bytes) bytes) of \(what) would be purged, more than \(percent)% at once",
      hint: "look at `nightshift purge plan`; if it is right, name the number: --expect-delete \(items.count)", yieldsToNumber: true)
  }
}
