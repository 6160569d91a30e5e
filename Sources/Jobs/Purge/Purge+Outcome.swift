import Drivers
public import JobKit
public import Kernel
public import Lake
public import State

extension Purge {
  /// How long after its making a plan may be applied.
  public static let planLifetime = Span.days(1)

  /// What makes the plan true, or the stop that forbids it. Objects that changed since the plan was made are left out and counted.
  ///
  /// - Parameters:
  ///   - subject: the job and date that the audit log names.
  ///   - count: the number of objects that a person named (`--expect-delete`); it overrides the guards that yield to a number.
  public static func outcome(
    for plan: PurgePlan, lake: LakeLayout, state: StateStore, subject: Cell, now: Instant, expecting count: Int? = nil
  ) throws -> JobOutcome {
    var outcome = JobOutcome()
    if let stop = refusal(plan, now: now, expecting: count) {
      outcome.verdict = .stopped(stop)
      return outcome
    }
    var skipped = 0, kept: [PurgePlan.Item] = []
    try state.read { reader in
      for item in plan.items {
        guard let document = try document(for: item, lake: lake, reader: reader) else { skipped += 1; continue }
        kept.append(item)
        outcome.moves.append(
          ObjectMove(
            table: item.table, key: item.key, from: item.location, to: "\(lake.workKey)/trash/\(plan.batch)/\(item.key)", bytes: item.bytes,
            modified: item.modified, purpose: .trash(batch: plan.batch, rule: item.rule, document: try document.encoded())))
      }
    }
    for (rule, items) in Dictionary(grouping: kept, by: \.rule).sorted(by: { $0.key < $1.key }) {
      outcome.audit.append(
        AuditEntry(
          at: plan.asOf, action: "purge.trash", subject: subject.description,
          facts: [
            "operation": "S3.EXPIRE.OBJECT", "rule": rule, "objects": "\(items.count)", "bytes": "\(items.reduce(0) { $0 + $1.bytes })",
            "batch": plan.batch, "plan": plan.hash.hex, "keys_sha256": KeyList.digest(items.map(\.key)).hex,
          ]))
    }
    let erased = try erase(plan, lake: lake, state: state, subject: subject, into: &outcome)
    outcome.counts = [
      "objects_purged": kept.count, "bytes_purged": kept.reduce(0) { $0 + $1.bytes }, "objects_erased": erased.objects,
      "bytes_erased": erased.bytes,
    ]
    if skipped > 0 { outcome.counts["objects_changed_since_plan"] = skipped }
    let stayed = plan.kept.reduce(0) { $0 + $1.objects }
    if stayed > 0 { outcome.counts["objects_kept_back"] = stayed }
    return outcome
  }

  private static func refusal(_ plan: PurgePlan, now: Instant, expecting count: Int?) -> Failure? {
    if let count, count != plan.items.count {
      return Failure(
        6505, "\(count) objects were expected, but the plan has \(plan.items.count)", hint: "look at `nightshift purge plan` again")
    }
    if let stop = plan.stops.first(where: { count == nil || !$0.yieldsToNumber }) { return stop.failure }
    if now < plan.asOf || now > plan.asOf.adding(planLifetime) {
      return Failure(
        6506, "the plan of \(plan.asOf) is no longer good at \(now)",
        hint: "make a new one with `nightshift purge plan`; a plan lives for a day")
    }
    let stray = plan.items.first { item in
      guard let prefix = LakePrefix(item.rule), prefix.contains(item.key) else { return true }
      let places = StorageClass.allCases.map { LakeLayout(root: "").location(of: item.key, storageClass: $0.rawValue) }
      return !places.contains { $0.utf8.elementsEqual(item.location.utf8) }
    }
    guard let stray else { return nil }
    return Failure(
      6507, "the plan names \(stray.key), which is not below \(stray.rule)", hint: "the plan was changed by hand: make a new one")
  }

  /// What the catalog knows of the item; nil when it is no longer what the plan saw.
  private static func document(for item: PurgePlan.Item, lake: LakeLayout, reader: StateReader) throws -> TrashDocument? {
    if item.isPartition {
      let files = try Files.list(lake.path(item.location))
      let record = try reader.partitions(under: item.key).first { $0.path.utf8.elementsEqual(item.key.utf8) && $0.table == item.table }
      guard let record, files.reduce(0, { $0 + $1.bytes }) == item.bytes, files.map(\.modified).max() == item.modified else { return nil }
      return TrashDocument(partition: record)
    }
    guard let entry = Files.entry(lake.path(item.location)), entry.bytes == item.bytes, entry.modified == item.modified else { return nil }
    guard let table = item.table else { return TrashDocument() }
    let document = try reader.trashDocument(object: item.key, of: table)
    return document.object.map { $0.location.utf8.elementsEqual(item.location.utf8) } ?? false ? document : nil
  }

  /// Batches are taken from the state, never from the plan alone: a plan file cannot name a folder that is no trash.
  private static func erase(
    _ plan: PurgePlan, lake: LakeLayout, state: StateStore, subject: Cell, into outcome: inout JobOutcome
  ) throws -> (objects: Int, bytes: Int) {
    let trash = Dictionary(grouping: try state.read { try $0.trash() }, by: \.batch)
    var sum = (objects: 0, bytes: 0)
    for erasure in plan.erasures {
      guard let records = trash[erasure.batch], !erasure.batch.contains("/"), !erasure.batch.hasPrefix(".") else { continue }
      let bytes = records.reduce(0) { $0 + $1.bytes }
      outcome.erasures.append("\(lake.trash)/\(erasure.batch)")
      outcome.audit.append(
        AuditEntry(
          at: plan.asOf, action: "purge.erase", subject: subject.description,
          facts: [
            "batch": erasure.batch, "objects": "\(records.count)", "bytes": "\(bytes)", "plan": plan.hash.hex,
            "keys_sha256": KeyList.digest(records.map(\.key)).hex,
          ]))
      outcome.record { try $0.forgetTrash(batch: erasure.batch) }
      sum = (sum.objects + records.count, sum.bytes + bytes)
    }
    return sum
  }
}
