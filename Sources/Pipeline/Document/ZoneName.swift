import Drivers
import Kernel

/// The zone of times that are written without one, checked against this machine's zone database: the run will read the same.
enum ZoneName {
  static func check(_ text: String, at location: SourceLocation) -> Diagnostic? {
    do {
      _ = try ZoneRules.load(text)
      return nil
    } catch {
      return Diagnostic(1038, error.message, at: location, hint: error.hint)
    }
  }
}
