/// The rules there are, in the order of the documentation.
enum RuleList {
  static let all: [any CheckRule.Type] = [
    RequiredRule.self, UniqueRule.self, InRule.self, RangeRule.self, RegexRule.self, LengthRule.self, TypeRule.self, RefRule.self,
    CompareRule.self,
    SQLRule.self, VolumeRowsRule.self, HoursRule.self, FreshRule.self, LateRule.self, SchemaRule.self, QuarantinedRule.self,
    DuplicatesRule.self, PIIRule.self,
  ]

  /// The keys that a check may have beside its rule's word.
  static let otherKeys = [
    "name", "severity", "warn", "fail", "where", "owner", "why", "fix", "mute", "values", "min", "max", "pattern", "is", "to", "table",
  ]
}
