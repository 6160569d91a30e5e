public import Kernel
public import State

/// What an attempt wants to become true. Nothing of it is, until the runner has committed it.
public struct JobOutcome: Sendable {
  public enum Verdict: Hashable, Sendable {
    case done
    /// The data it judged did not pass: downstream jobs keep their last good input.
    case gateClosed(reason: String)
    /// A guard refused: nothing was changed, a person must look.
    case stopped(Failure)
  }

  public var verdict: Verdict = .done
  /// Folders that replace whole partitions.
  public var publications: [Publication] = []
  /// Objects that change place (storage class, trash): recorded in an intent before the first one moves.
  public var moves: [ObjectMove] = []
  /// Absolute paths whose bytes go for good, after everything else is recorded.
  public var erasures: [String] = []
  /// Entries for the audit log, written with the intent, before any byte is touched.
  public var audit: [AuditEntry] = []
  /// Where rows went; in = out + duplicate + quarantined for each table.
  public var edges: [EdgeCount] = []
  /// Further numbers for people: objects, bytes.
  public var counts: [String: Int] = [:]
  /// Changes of the state that belong to the success, in the same transaction as it.
  public var changes: [@Sendable (StateWriter) throws -> Void] = []

  public init() {}

  /// It changes nothing in the lake or the catalog.
  public var isEmpty: Bool {
    publications.isEmpty && moves.isEmpty && erasures.isEmpty && audit.isEmpty && edges.isEmpty && changes.isEmpty
  }

  public mutating func record(_ change: @escaping @Sendable (StateWriter) throws -> Void) { changes.append(change) }
}
