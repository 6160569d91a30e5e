import Kernel
import Pipeline

/// Reads the `prefix` of a rule.
enum RulePrefix {
  /// Nil after a problem, which is reported with `code`.
  static func read(_ fields: inout Fields, code: Code) -> LakePrefix? {
    guard fields.has("prefix") else {
      _ = fields.requiredString("prefix", example: "domain-events/")
      return nil
    }
    let place = fields.location(of: "prefix")
    guard let text = fields.string("prefix") else {
      // A prefix written as '' or null reads as absent.
      if fields.diagnostics.isEmpty {
        fields.report(Diagnostic(code, "'prefix' must not be empty: that would be the whole lake", at: place, hint: hint))
      }
      return nil
    }
    if let problem = LakePrefix.problem(in: text) {
      fields.report(Diagnostic(code, "'prefix' \(problem)", at: place, hint: hint))
      return nil
    }
    return LakePrefix(text)
  }

  private static let hint = "for example `prefix: domain-events/`"
}
