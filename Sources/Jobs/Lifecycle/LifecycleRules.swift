import Kernel
import Pipeline

/// Reads the `rules` of a lifecycle job.
enum LifecycleRules {
  static let example = "rules: [ { prefix: domain-events/, transitions: [ {after: 30d, to: STANDARD_IA} ] } ]"

  static func read(_ fields: inout Fields) -> [LifecycleRule] {
    if !fields.has("rules") {
      fields.report(Diagnostic(1003, "a lifecycle job needs the key 'rules'", at: fields.location, hint: "for example `\(example)`"))
    }
    var places: [(rule: LifecycleRule, at: SourceLocation)] = []
    for case let read? in fields.list("rules", rule) { places.append(read) }
    for (index, later) in places.enumerated() {
      for earlier in places[..<index] where earlier.rule.prefix.overlaps(later.rule.prefix) {
        fields.report(
          Diagnostic(
            6710, "the rules for \(earlier.rule.prefix) and \(later.rule.prefix) overlap", at: later.at,
            hint: "as in S3, the colder of two due classes wins, and of two ways to one class the earlier", severity: .warning))
      }
    }
    return places.map(\.rule)
  }

  private static func rule(_ fields: inout Fields) -> (rule: LifecycleRule, at: SourceLocation)? {
    let place = fields.location(of: "prefix")
    let prefix = RulePrefix.read(&fields, code: 6711)
    let ageFrom = fields.choice("age_from", AgeClock.Origin.self) ?? .created
    let small = fields.choice("objects_under_128KiB", LifecycleRule.Small.self) ?? .stay
    if let prefix, let zone = Zones.derived(prefix) {
      fields.report(
        Diagnostic(
          6712, "\(prefix) cannot change its storage class: the tables below \(zone) are read as whole folders", at: place,
          hint: "give the delivered objects (raw, backup, errors) rules, and let purge retire old partitions"))
    }
    let hasTransitions = fields.has("transitions")
    if !hasTransitions {
      fields.report(
        Diagnostic(
          1003, "a lifecycle rule needs the key 'transitions'", at: fields.location,
          hint: "for example `transitions: [ {after: 30d, to: STANDARD_IA} ]`"))
    }
    var transitions: [LifecycleRule.Transition] = []
    let read = fields.list("transitions", transition)
    for case let (transition, place)? in read {
      if let problem = LifecycleRule.problem(transition, after: transitions) {
        fields.report(Diagnostic(6713, problem.message, at: place, hint: problem.hint))
      }
      transitions.append(transition)
    }
    if hasTransitions, read.isEmpty, fields.diagnostics.isEmpty {
      fields.report(Diagnostic(6713, "a lifecycle rule without transitions does nothing", at: place, hint: "add one, or remove the rule"))
    }
    return prefix.map { (LifecycleRule(prefix: $0, transitions: transitions, ageFrom: ageFrom, small: small), place) }
  }

  private static func transition(_ fields: inout Fields) -> (LifecycleRule.Transition, SourceLocation)? {
    let place = fields.location(of: "to")
    let days = RuleDays.read("after", &fields, atLeast: 0, example: "30d")
    _ = fields.requiredString("to", example: "STANDARD_IA")
    guard fields.has("to"), let storageClass = fields.choice("to", StorageClass.self), let days else { return nil }
    return (LifecycleRule.Transition(days: days, to: storageClass), place)
  }
}
