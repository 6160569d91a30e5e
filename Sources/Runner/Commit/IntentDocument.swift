import JobKit
import Kernel
import Lake

/// What a commit is about to do, complete enough for another process to take it back or finish it.
struct IntentDocument: Codable, Sendable {
  struct Exchange: Codable, Sendable {
    /// Absolute.
    let target: String
    /// Absolute; holds the new folder before the exchange and the old one after it.
    let staged: String
    /// What the new folder holds.
    let manifest: Manifest
  }

  var exchanges: [Exchange] = []
  var moves: [ObjectMove] = []
  /// Absolute.
  var erasures: [String] = []

  var isEmpty: Bool { exchanges.isEmpty && moves.isEmpty && erasures.isEmpty }

  /// Objects change their place or go for good: manifests and audit log must say so before, for the state may be lost afterwards.
  var movesBytes: Bool { !moves.isEmpty || !erasures.isEmpty }

  func json() throws -> String { try SortedJSON.encode(self) }

  init() {}

  init(json: String) throws { self = try SortedJSON.decode(json) }
}
