import Drivers
import Kernel

/// A list of keys as an audit entry remembers it.
enum KeyList {
  /// SHA-256 of the sorted keys, each with a newline behind it: what `sort | sha256sum` gives.
  static func digest(_ keys: [String]) -> Fingerprint {
    SHA256.of(keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\($0)\n" }.joined())
  }
}
