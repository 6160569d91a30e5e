/// What became of a check. A check that could not be measured is never folded into `pass` or `fail`.
public enum CheckState: String, Sendable, Codable, CaseIterable {
  case pass, warn, fail
  /// The check itself broke: wrong SQL, a missing column.
  case error
  /// There was nothing to measure: no rows, a missing file.
  case notMeasured = "not_measured"
  /// Too little history to judge by.
  case learning
  /// A person has silenced it, with an end date and a reason.
  case muted

  public var isMeasured: Bool { self == .pass || self == .warn || self == .fail }

  /// Whether a critical check in this state closes the gate of its dataset.
  public var closesGate: Bool { self == .fail || self == .error || self == .notMeasured }

  /// Position in the order of what needs a person first, from 0.
  public var urgency: Int {
    switch self {
    case .fail: 0
    case .error: 1
    case .notMeasured: 2
    case .warn: 3
    case .learning: 4
    case .muted: 5
    case .pass: 6
    }
  }
}
