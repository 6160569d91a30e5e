public import Kernel

/// From facts to a decision: pure, so that `plan` and the run cannot differ.
public enum Decider {
  public static func decide(_ facts: CellFacts) -> Decision {
    guard facts.enabled else { return .skip(.disabled) }
    // It holds until the cell is restated, also against --force: a range is forced, a date is marked.
    if facts.state == .void { return .skip(.void(by: facts.mark?.user ?? "", why: facts.mark?.why ?? "")) }
    if !facts.needs.isEmpty {
      let failed = facts.needs.filter { $0.value == .failed }.keys.sorted()
      if !failed.isEmpty { return .skip(.upstreamFailed(failed)) }
      let closed = facts.needs.filter { $0.value == .gateClosed }.keys.sorted()
      if !closed.isEmpty { return .skip(.gateClosed(closed)) }
    }
    let decision = withinReach(byHistory(facts), facts.lookedAfter)
    // A run that would find nothing to delete is not disturbed by the clock, as in the purge's own guards.
    if let problem = facts.implausibleClock, decision.runs, facts.inputs != .pending(nil) { return .skip(.implausibleClock(problem)) }
    return decision
  }

  /// What exactly differs from the last success; empty when there was none.
  public static func cause(_ facts: CellFacts) -> Cause {
    guard !facts.storedSettings.isEmpty else { return Cause() }
    var cause = Cause(
      settings: changedSettings(facts).map { Cause.Change(name: $0, old: facts.storedSettings[$0], new: facts.settings[$0]) })
    if case .versions(let versions) = facts.inputs {
      cause.inputs = changedKeys(facts.storedInputs, versions).map {
        Cause.Change(name: $0, old: facts.storedInputs[$0], new: versions[$0])
      }
    }
    return cause
  }

  /// On a date that is only looked after, less is done.
  private static func withinReach(_ decision: Decision, _ lookedAfter: CellFacts.LookedAfter?) -> Decision {
    guard let lookedAfter, case .run(let reason) = decision else { return decision }
    switch reason {
    case .inputChanged, .upstreamRuns: return lookedAfter.repairs ? decision : .skip(.upToDate)
    case .neverRan, .failedBefore, .interrupted: return lookedAfter.catchesUp ? decision : .skip(.outsideCatchup)
    case .restated: return lookedAfter.repairs || lookedAfter.catchesUp ? decision : .skip(.outsideCatchup)
    // New settings remake the past only on request.
    case .settingsChanged, .forced: return .skip(.upToDate)
    }
  }

  private static func byHistory(_ facts: CellFacts) -> Decision {
    if let force = facts.force { return .run(.forced(by: force.user, why: force.why)) }
    switch facts.state {
    case nil, .skipped: return .run(.neverRan)
    case .failed, .stopped: return .run(.failedBefore)
    case .running, .interrupted: return .run(.interrupted)
    case .restated: return .run(.restated(by: facts.mark?.user ?? "", why: facts.mark?.why ?? ""))
    case .succeeded, .gateClosed, .void: break
    }
    let settings = changedSettings(facts)
    if !settings.isEmpty { return .run(.settingsChanged(settings)) }
    if !facts.needs.isEmpty {
      let running = facts.needs.filter { $0.value == .runs }.keys.filter(facts.writers.contains).sorted()
      if !running.isEmpty { return .run(.upstreamRuns(running)) }
    }
    switch facts.inputs {
    case .pending(let work?): return .run(.inputChanged([work]))
    case .pending(nil): return .skip(.upToDate)
    case .versions(let versions):
      let changed = changedKeys(facts.storedInputs, versions)
      return changed.isEmpty ? .skip(.upToDate) : .run(.inputChanged(changed))
    }
  }

  /// Names whose value differs, is new or is gone, sorted.
  static func changedKeys(_ old: [String: String], _ new: [String: String]) -> [String] {
    if old.isEmpty, new.isEmpty { return [] }
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
  }

  private static func changedSettings(_ facts: CellFacts) -> [String] {
    changedKeys(facts.storedSettings, facts.settings).filter { key in
      key != Settings.maskKey || (facts.storedSettings[key] != nil && facts.settings[key] != nil)
    }
  }
}
