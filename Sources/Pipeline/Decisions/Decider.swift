import Kernel

/// From facts to a decision: pure, so that `plan` and the run cannot differ.
public enum Decider {
  public static func decide(_ facts: CellFacts) -> Decision {
    guard facts.enabled else { return .skip(.disabled) }
    let failed = facts.needs.filter { $0.value == .failed }.keys.sorted()
    if !failed.isEmpty { return .skip(.upstreamFailed(failed)) }
    let closed = facts.needs.filter { $0.value == .gateClosed }.keys.sorted()
    if !closed.isEmpty { return .skip(.gateClosed(closed)) }

    let decision = byHistory(facts)
    guard let lookedAfter = facts.lookedAfter, case .run(let reason) = decision else { return decision }
    switch reason {
    case .inputChanged, .upstreamRuns: return lookedAfter.repairs ? decision : .skip(.upToDate)
    case .neverRan, .failedBefore, .interrupted: return lookedAfter.catchesUp ? decision : .skip(.outsideCatchup)
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
    case .succeeded, .gateClosed: break
    }
    let settings = changedKeys(facts.storedSettings, facts.settings)
    if !settings.isEmpty { return .run(.settingsChanged(settings)) }
    let running = facts.needs.filter { $0.value == .runs }.keys.filter(facts.writers.contains).sorted()
    if !running.isEmpty { return .run(.upstreamRuns(running)) }
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
    Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
  }
}
