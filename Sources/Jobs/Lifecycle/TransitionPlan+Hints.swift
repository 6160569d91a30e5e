extension TransitionPlan {
  /// For each rule and class, whether the move pays, by list prices; for people to read in a plan, never to decide by.
  public func hints(_ prices: StoragePrices = .usEast1) -> [String] {
    groups.map { rule, to, items in
      let costs = items.reduce(into: (before: 0.0, after: 0.0, once: 0.0)) { sums, item in
        sums.before += prices.monthly(bytes: item.object.bytes, item.object.storageClass)
        sums.after += prices.monthly(bytes: item.object.bytes, to)
        sums.once += (prices.transitions[to] ?? 0) / 1000
      }
      let saved = costs.before - costs.after
      let what = "\(rule) to \(to.rawValue), \(items.count) object\(items.count == 1 ? "" : "s")"
      guard saved > 0 else { return "\(what): never pays, it costs more each month than it saves (modelled, \(prices.name))" }
      return "\(what): pays back after \(Self.months(costs.once / saved)) (modelled, \(prices.name))"
    }
  }

  private static func months(_ count: Double) -> String {
    if count > 1200 { return "more than 100 years" }
    let tenths = Int((count * 10).rounded())
    return tenths >= 200 ? "\(tenths / 10) months" : "\(tenths / 10).\(tenths % 10) months"
  }
}
