import Kernel
import Pipeline

/// Reads an age in a rule: whole days, because ages are counted in days.
enum RuleDays {
  static func read(_ key: String, _ fields: inout Fields, atLeast least: Int, example: String) -> Int? {
    guard fields.has(key) else {
      fields.report(Diagnostic(1003, "the rule needs the key '\(key)'", at: fields.location, hint: "for example `\(key): \(example)`"))
      _ = fields.value(key)
      return nil
    }
    guard let span = fields.span(key) else { return nil }
    guard span.microseconds % Instant.microsecondsPerDay == 0, span.wholeDays >= least else {
      fields.report(
        Diagnostic(
          6714, "'\(key)' must be whole days\(least > 0 ? ", at least \(least)d" : ""), not \(span)", at: fields.location(of: key),
          hint: "ages are counted in days from midnight UTC: for example `\(key): \(example)`"))
      return nil
    }
    return span.wholeDays
  }
}
