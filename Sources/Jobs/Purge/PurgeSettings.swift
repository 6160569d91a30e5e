import JobKit
import Kernel
import Pipeline

/// Reads the keys of a purge job.
enum PurgeSettings {
  static func read(_ fields: inout Fields) -> (PurgePlanner, [Retention]) {
    if !fields.has("rules") {
      fields.report(
        Diagnostic(
          1003, "a purge job needs the key 'rules'", at: fields.location,
          hint: "for example `rules: [ { prefix: domain-events/, retain: 7y } ]`"))
    }
    let read = fields.list("rules", rule).compactMap(\.self)
    if fields.has("rules"), read.isEmpty, fields.diagnostics.isEmpty {
      fields.report(
        Diagnostic(
          6513, "a purge job without rules purges nothing", at: fields.location(of: "rules"), hint: "add a rule, or remove the job"))
    }
    for (index, later) in read.enumerated() {
      for earlier in read[..<index] where earlier.rule.prefix.overlaps(later.rule.prefix) {
        fields.report(
          Diagnostic(
            6511, "the rules for \(earlier.rule.prefix) and \(later.rule.prefix) overlap", at: later.at,
            hint: "every object needs exactly one retention: split the wider prefix, or remove one rule"))
      }
    }
    let limits = fields.nested("guard", limits) ?? PurgeGuard()
    let holds = fields.list("holds", hold).compactMap(\.self)
    let retentions = read.map { Retention(prefix: $0.rule.prefix.text, days: $0.rule.days, location: $0.retain) }
    return (PurgePlanner(rules: read.map(\.rule), holds: holds, limits: limits), retentions)
  }

  private static func rule(_ fields: inout Fields) -> (rule: PurgeRule, at: SourceLocation, retain: SourceLocation)? {
    let (place, retain) = (fields.location(of: "prefix"), fields.location(of: "retain"))
    let prefix = RulePrefix.read(&fields, code: 6512)
    let days = RuleDays.read("retain", &fields, atLeast: 1, example: "7y")
    let ageFrom = fields.choice("age_from", AgeClock.Origin.self)
    let mayEmpty = fields.bool("may_empty") ?? false
    guard let prefix, let days else { return nil }
    return (PurgeRule(prefix: prefix, days: days, ageFrom: ageFrom, mayEmpty: mayEmpty), place, retain)
  }

  private static func limits(_ fields: inout Fields) -> PurgeGuard {
    let standard = PurgeGuard()
    let share = fields.percent("at_most") ?? standard.atMost
    // Read only where it is written, so that its absence is no problem.
    let days = fields.has("trash") ? RuleDays.read("trash", &fields, atLeast: 1, example: "7d") : nil
    if days == nil { _ = fields.value("trash") }
    return PurgeGuard(atMost: share, trashDays: days ?? standard.trashDays)
  }

  private static func hold(_ fields: inout Fields) -> PurgeHold? {
    let prefix = fields.requiredString("prefix", example: "domain-events/year=2025/")
    let reason = fields.requiredString("reason", example: "tax audit")
    let until = fields.date("until")
    guard !prefix.isEmpty else { return nil }
    if prefix.utf8.first == UInt8(ascii: "/") {
      fields.report(
        Diagnostic(
          6514, "the hold's prefix '\(prefix)' begins with '/' and would hold nothing", at: fields.location(of: "prefix"),
          hint: "write it relative to the lake"))
    }
    return PurgeHold(prefix: prefix, reason: reason, until: until)
  }
}
