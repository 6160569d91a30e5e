import Kernel

/// `variables:` — names for texts, from the file or the environment.
enum VariableSection {
  /// Words that mean something in `${…}` already.
  private static let taken = ["date", "env", "interval", "run"]

  /// In the order written: a variable may refer to those above it.
  static func read(_ fields: inout Fields, environment: [String: String]) -> [String: String] {
    var variables: [String: String] = [:]
    for pair in fields.value("variables").map({ fields.mapping("variables", $0) }) ?? [] {
      if let problem = NameRule.check(word: pair.key, "the variable", at: pair.keyLocation) {
        fields.report(problem)
      } else if taken.contains(pair.key) {
        fields.report(
          Diagnostic(1030, "the variable cannot be called '\(pair.key)': ${\(pair.key)} means something already", at: pair.keyLocation))
      }
      guard let text = fields.text(pair.key, pair.value) else {
        variables[pair.key] = ""
        continue
      }
      let interpolation = Interpolation(variables: variables, environment: environment)
      interpolation.check(text, at: pair.value.location, scope: .variables).forEach { fields.report($0) }
      variables[pair.key] = interpolation.resolved(text)
    }
    return variables
  }
}
