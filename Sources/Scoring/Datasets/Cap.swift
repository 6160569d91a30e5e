/// The weakest link: upper bounds that no average can lift a score above.
///
/// Each is the least double that is not under its decimal, so that the display, which floors, shows 49.9 and 79.9.
enum Cap {
  static let failing = 49.9.nextUp
  static let notGreen = 79.9.nextUp

  /// The bound that a check in `state` puts on its dataset.
  static func dataset(_ severity: Severity, _ state: CheckState) -> Double {
    switch (severity, state) {
    case (.critical, .fail): failing
    case (.major, .fail): notGreen
    // Not known to be broken, but the gate is closed, and a closed gate is never green.
    case (.critical, .error), (.critical, .notMeasured): notGreen
    default: 100
    }
  }
}
