import CLibPQ
import Kernel

/// The library that speaks to PostgreSQL. It is loaded when it is needed first, so a lake without a database needs none.
enum LibPQ {
  /// Makes the library's functions callable; whoever calls one has called this before.
  /// - Throws: `NS3220`.
  static func load(from file: String = "libpq.so.5") throws(Failure) {
    guard let problem = libpq_load(file) else { return }
    throw Failure(
      3220, "PostgreSQL's client library cannot be loaded: \(String(cString: problem))",
      hint: "on Debian and Ubuntu: apt-get install libpq5")
  }
}
