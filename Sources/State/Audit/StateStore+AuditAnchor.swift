import Drivers
public import Kernel

extension StateStore {
  /// The anchor of the audit log: one line, beside the state file, to be copied wherever the state's owner cannot write.
  public var auditAnchorPath: String { "\(directory)/audit.head" }

  /// Writes the chain's head of now to the anchor; called at each run's end.
  @discardableResult
  public func anchorAudit() throws(Failure) -> AuditHead {
    let head = try read { try $0.auditHead() }
    try Files.write(Array(head.text.utf8), to: auditAnchorPath)
    try Failpoint.auditAnchored.hit(auditAnchorPath)
    return head
  }

  /// What the anchor says; nil when there is none yet.
  /// - Throws: `NS5012` when the anchor is there and is not one line of ours.
  public func anchoredAuditHead() throws(Failure) -> AuditHead? {
    guard Files.exists(auditAnchorPath) else { return nil }
    guard let head = AuditHead(try Files.readText(auditAnchorPath)) else {
      throw Failure(
        5012, "the audit anchor \(auditAnchorPath) is damaged",
        hint: "compare the log with a copy of the anchor kept elsewhere; do not delete it")
    }
    return head
  }
}
