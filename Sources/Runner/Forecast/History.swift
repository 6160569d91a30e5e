import Kernel
import State

/// The estimates of jobs, each read once, when it is first asked for.
final class History {
  private let state: StateStore
  private var known: [JobName: Estimate?] = [:]

  init(_ state: StateStore) { self.state = state }

  func estimate(_ job: JobName) throws(Failure) -> Estimate? {
    if let estimate = known[job] { return estimate }
    let estimate = try state.read { Estimate(try $0.recentSuccesses(of: job)) }
    known[job] = estimate
    return estimate
  }

  /// Reads what is not known yet in one go.
  func estimates(_ jobs: [JobName]) throws(Failure) -> [Estimate?] {
    let missing = jobs.filter { known[$0] == nil }
    if !missing.isEmpty {
      let read = try state.read { reader in
        // The first night of a new installation.
        if try reader.lastRows().jobRun == 0 { return [Estimate?](repeating: nil, count: missing.count) }
        return try missing.map { Estimate(try reader.recentSuccesses(of: $0)) }
      }
      for (job, estimate) in zip(missing, read) { known[job] = estimate }
    }
    return jobs.map { known[$0] ?? nil }
  }
}
