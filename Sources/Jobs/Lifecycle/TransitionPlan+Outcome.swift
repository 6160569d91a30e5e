import Drivers
public import JobKit
public import Kernel
public import Lake
import State

extension TransitionPlan {
  /// The moves and the audit entries that make the plan true.
  public func outcome(lake: LakeLayout, subject: Cell) -> JobOutcome {
    var outcome = JobOutcome()
    for item in items {
      outcome.moves.append(
        ObjectMove(
          table: item.object.table, key: item.object.key, from: item.object.location,
          to: lake.location(of: item.object.key, storageClass: item.to.rawValue), bytes: item.object.bytes, modified: item.object.modified,
          purpose: .transition(storageClass: item.to.rawValue)))
    }
    for (rule, to, items) in groups {
      outcome.audit.append(
        AuditEntry(
          at: asOf, action: "lifecycle.transition", subject: subject.description,
          facts: [
            "operation": to.operation, "rule": rule, "to": to.rawValue, "objects": "\(items.count)",
            "bytes": "\(items.reduce(0) { $0 + $1.object.bytes })",
            "keys_sha256": KeyList.digest(items.map(\.object.key)).hex,
          ]))
    }
    outcome.counts = ["objects_moved": items.count, "bytes_moved": items.reduce(0) { $0 + $1.object.bytes }, "objects_too_small": small]
    if undecided > 0 { outcome.counts["objects_undecided"] = undecided }
    return outcome
  }
}
