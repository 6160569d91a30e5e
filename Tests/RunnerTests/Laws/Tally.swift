import Synchronization

/// How many cases of each law were looked at.
final class Tally: Sendable {
  private let plans = Atomic(0)
  private let failures = Atomic(0)
  private let histories = Atomic(0)

  /// A fresh plan was compared with its run, in which something failed or nothing did.
  func addPlan(withFailure: Bool) {
    plans.add(1, ordering: .relaxed)
    if withFailure { failures.add(1, ordering: .relaxed) }
  }

  /// The end of a history was compared with a fresh run's.
  func addHistory() { histories.add(1, ordering: .relaxed) }

  /// The least of the three.
  var least: Int { min(plans.load(ordering: .relaxed), failures.load(ordering: .relaxed), histories.load(ordering: .relaxed)) }

  var text: String {
    let (plans, failures, histories) = (
      plans.load(ordering: .relaxed), failures.load(ordering: .relaxed), histories.load(ordering: .relaxed)
    )
    return "\(plans) plans, \(failures) of them with failures, \(histories) histories"
  }
}
