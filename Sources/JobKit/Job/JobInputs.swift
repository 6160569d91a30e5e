/// What a job would read for a date, as the planner compares it.
public enum JobInputs: Hashable, Sendable {
  /// Name (a table, a partition) to version: it runs when one differs from the last success.
  case versions([String: String])
  /// Work that waits (new objects, due transitions), described as `3 new objects in raw.domain_events`; nil when none does.
  case pending(String?)
}
