import Drivers
import Kernel
import Pipeline
import Scoring

extension DatasetChecks {
  /// Reads a check file's mapping; problems are collected in `fields`.
  init(_ fields: inout Fields, value: YAMLValue, file: String) {
    self.file = file
    table = TableName(fields.requiredString("dataset", example: "curated.events"))
    let level = fields.integer("tier", in: 1...3) ?? 2
    tier = Tier(rawValue: level) ?? .two
    let owner = fields.string("owner")
    self.owner = owner
    key = fields.strings("key")
    content = fields.choice("partitions") ?? .changes
    let table = table
    checks = fields.list("checks") { Check.read(&$0, dataset: table, owner: owner) }.compactMap(\.self)
    settings = Settings.flattened(value)
    var names: Set<String> = []
    for check in checks where !names.insert(check.name).inserted {
      fields.report(
        Diagnostic(
          6403, "\(table) has two checks called '\(check.name)'", at: fields.location(of: "checks"), hint: "give one of them a `name`"))
    }
  }
}

extension Check {
  /// Nil when the mapping names no rule; that is reported.
  static func read(_ fields: inout Fields, dataset: TableName, owner: String?) -> Check? {
    guard let type = rule(&fields, dataset) else { return nil }
    let rule = type.init(&fields)
    let name = fields.string("name") ?? "\(rule.subject).\(type.word)"
    let severity = fields.choice("severity", Severity.self) ?? .major
    let limits = type.limitKind == .share ? self.limits(&fields) : Limits()
    let condition = self.condition(&fields, name, rule)
    if !name.utf8.allSatisfy(\.isPlain) || name.isEmpty || name.utf8.count > 120 {
      fields.report(
        Diagnostic(
          6406, "'\(name)' cannot name a check", at: fields.location(of: "name"),
          hint: "give it a `name` of letters, digits, dots, dashes and underscores"))
    }
    return Check(
      rule: rule, name: name, title: rule is SQLRule ? String(name.map { $0 == "_" ? " " : $0 }) : rule.title, severity: severity,
      limits: limits, condition: condition, owner: fields.string("owner") ?? owner,
      why: fields.string("why"), fix: fields.string("fix"), mute: mute(&fields),
      settings: SHA256.of("\(type.word)\n\(rule.definition)\n\(severity.rawValue) \(limits.warn) \(limits.fail)\n\(condition ?? "")"))
  }

  private static func rule(_ fields: inout Fields, _ dataset: TableName) -> (any CheckRule.Type)? {
    let present = RuleList.all.filter { fields.has($0.word) }
    if let type = present.first, present.count == 1 { return type }
    let words = RuleList.all.map { $0.word }
    let message =
      present.isEmpty
      ? "a check of \(dataset) names no rule"
      : "a check of \(dataset) names several rules: \(present.map { $0.word }.joined(separator: ", "))"
    fields.report(Diagnostic(6401, message, at: fields.location, hint: "each check has one of \(words.joined(separator: ", "))"))
    // What is there counts as read, so that only the missing rule is reported and not every other key of the entry as well.
    for word in words + RuleList.otherKeys { _ = fields.value(word) }
    return nil
  }

  private static func condition(_ fields: inout Fields, _ name: String, _ rule: any CheckRule) -> String? {
    guard let condition = fields.string("where") else { return nil }
    if condition.contains(";") {
      fields.report(
        Diagnostic(
          6402, "'where' of \(name) must not contain a semicolon", at: fields.location(of: "where"), hint: "write one SQL condition"))
    }
    if !(rule is any ScannedRule) {
      fields.report(
        Diagnostic(
          6405, "\(name) looks at no rows, so it takes no 'where'", at: fields.location(of: "where"),
          hint: "it judges what earlier jobs counted"))
    }
    return condition
  }

  private static func mute(_ fields: inout Fields) -> Mute? {
    fields.nested("mute") { nested in
      _ = nested.required("until", "2026-12-01")
      let until = nested.date("until")
      return Mute(
        until: until ?? LogicalDate(daysSinceEpoch: 0),
        reason: nested.requiredString("reason", example: "known until the migration is done"))
    }
  }

  /// Neither given: zero tolerance. Only `warn`: what is above it fails. Only `fail`: what is below it warns.
  private static func limits(_ fields: inout Fields) -> Limits {
    let warn = fields.percent("warn"), fail = fields.percent("fail")
    let low = warn ?? 0, high = fail ?? warn ?? 0
    guard low <= high else {
      fields.report(
        Diagnostic(6404, "'warn' is above 'fail'", at: fields.location(of: "warn"), hint: "a check warns first and fails later"))
      return Limits()
    }
    return Limits(warn: low, fail: high)
  }
}

extension UInt8 {
  /// A byte that is safe in a file name, an anchor and a command line.
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
