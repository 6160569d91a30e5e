import Kernel

/// A listed object that the inventory does not know as it is now.
struct PendingObject: Hashable, Sendable {
  let key: String
  let bytes: Int
  let modified: Instant
  /// The start of its arrival folder's hour.
  let arrival: Instant
}
