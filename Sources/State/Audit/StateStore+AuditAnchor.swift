import Drivers
public import Kernel

extension StateStore {
  /// The anchor of the audit log: one line, beside the state file, to be copied wherever the state's owner cannot write.
  public var auditAnchorPath: String { watch.files.anchor }

  /// Writes the chain's head of now to the anchor, unless it says so already; called at each run's end.
  @discardableResult
  public func anchorAudit() throws(Failure) -> AuditHead {
    let head = try read { try $0.auditHead() }
    if try anchoredAuditHead() == head { return head }
    try Files.write(Array(head.text.utf8), to: auditAnchorPath)
    try Failpoint.auditAnchored.hit(auditAnchorPath)
    return head
  }

  /// What the anchor says; nil when there is none yet.
  /// - Throws: `NS5012` when the anchor is there and is not one line of ours.
  public func anchoredAuditHead() throws(Failure) -> AuditHead? {
    try watch.files.readAnchor()
  }

  /// A log that does not hold its anchor is older than it (a copy was put back, or the write-ahead log was lost) or was written anew. Going on
  /// would cover that up, so nothing is written.
  func checkAnchor() throws(Failure) {
    guard let anchor = try anchoredAuditHead(), anchor.sequence > 0 else { return }
    let held = try read { try $0.auditHash(at: anchor.sequence) }
    guard held != anchor.hash else { return }
    let path = watch.files.database
    throw Failure(
      5017,
      held == nil
        ? "the state file \(path) is older than its audit anchor: entries up to \(anchor.sequence) were written"
        : "the audit log in \(path) was written anew: entry \(anchor.sequence) is not the one that was anchored",
      hint: "`nightshift audit verify` shows where; \(watch.files.wayOut)")
  }
}
