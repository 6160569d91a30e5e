import Kernel
import Pipeline

/// Cells that were asked for and wait for a job that was not.
enum Waiting {
  /// Nil when there are none.
  static func note(_ decisions: some Sequence<(decision: Decision, count: Int)>, selected: Set<JobName>?) -> String? {
    guard let selected else { return nil }
    var count = 0
    var jobs: Set<JobName> = []
    for (decision, cells) in decisions {
      guard case .skip(.upstreamFailed(let upstream)) = decision, case let others = Set(upstream).subtracting(selected), !others.isEmpty
      else { continue }
      count += cells
      jobs.formUnion(others)
    }
    guard count > 0 else { return nil }
    let names = jobs.sorted().map(\.rawValue).joined(separator: ", ")
    return "\(count.grouped) cell\(count == 1 ? " waits" : "s wait") for \(names), not done there and not selected; "
      + "`--select +JOB` takes along what JOB waits for"
  }
}
