public import Kernel

/// One line of the audit log: who did what to which bytes, and under which rule. Never a value of the data.
public struct AuditEntry: Hashable, Sendable, Codable {
  /// The moment the decision was made with.
  public var at: Instant
  /// `purge.trash`, `purge.erase`, `purge.undo`, `lifecycle.transition`, …
  public var action: String
  /// The job and date it was done for.
  public var subject: String
  /// Sorted key-value facts: rule, objects, bytes, plan.
  public var facts: [String: String]

  public init(at: Instant, action: String, subject: String, facts: [String: String]) {
    self.at = at
    self.action = action
    self.subject = subject
    self.facts = facts
  }
}
