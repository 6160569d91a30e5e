public import Kernel

/// An entry of the audit log with its place in the chain.
public struct AuditRecord: Hashable, Sendable, Codable {
  /// From 1, without gaps.
  public let sequence: Int
  public let entry: AuditEntry
  public let hash: Fingerprint
}
