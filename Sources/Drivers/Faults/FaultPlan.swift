/// What `NIGHTSHIFT_FAIL` asks for.
///
/// `<point>:<n>:<fault>` lets the fault happen when the point is passed for the n-th time, once: `commit.published:2:kill`.
/// `trace:<file>` lets nothing happen and appends one line per passing to the file, `<point> <path>`, so that a test knows how often
/// each point is passed.
public enum FaultPlan: Hashable, Sendable {
  case strike(Failpoint, passing: Int, Fault)
  case trace(file: String)

  public static let variable = "NIGHTSHIFT_FAIL"

  /// Why a text is no plan.
  public struct Problem: Error, Hashable, Sendable {
    public let message: String
  }

  public init(_ text: String) throws(Problem) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count >= 2, parts[0] == "trace", !parts[1].isEmpty {
      self = .trace(file: parts[1...].joined(separator: ":"))
      return
    }
    guard parts.count == 3 else { throw Problem(message: "write <point>:<n>:<fault>, for example commit.published:1:kill") }
    guard let point = Failpoint(rawValue: parts[0]) else { throw Problem(message: "there is no failpoint '\(parts[0])'") }
    guard let passing = Int(parts[1]), passing >= 1 else {
      throw Problem(message: "'\(parts[1])' does not count passings: the first is 1")
    }
    guard let fault = Fault(rawValue: parts[2]), point.faults.contains(fault) else {
      throw Problem(message: "\(point.rawValue) can take \(point.faults.map(\.rawValue).joined(separator: ", ")), not '\(parts[2])'")
    }
    self = .strike(point, passing: passing, fault)
  }
}
