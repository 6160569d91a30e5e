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
    checks = fields.list("checks") { Check(&$0, dataset: table, owner: owner) }.compactMap(\.self)
    settings = Settings.flattened(value)
    var names: Set<String> = []
    for check in checks where !names.insert(check.name).inserted {
      fields.report(
        Diagnostic(6403, "\(table) has two checks called '\(check.name)'", at: fields.location(of: "checks"), hint: "give one of them a `name`"))
    }
  }
}

extension Check {
  /// Nil when the mapping names no rule; that is reported.
  init?(_ fields: inout Fields, dataset: TableName, owner: String?) {
    let words = RuleList.all.filter { fields.has($0.word) }
    guard let type = words.first, words.count == 1 else {
      let known = RuleList.all.map(\.word)
      let message =
        words.isEmpty ? "a check of \(dataset) names no rule" : "a check of \(dataset) names several rules: \(words.map(\.word).joined(separator: ", "))"
      fields.report(Diagnostic(6401, message, at: fields.location, hint: "each check has one of \(known.joined(separator: ", "))"))
      // What is there is read, so that only the missing rule is reported and not every other key of it.
      for word in known + ["name", "severity", "warn", "fail", "where", "owner", "why", "fix", "mute", "values", "min", "max", "pattern", "is", "to", "table"] {
        _ = fields.value(word)
      }
      return nil
    }
    let rule = type.init(&fields)
    self.rule = rule
    name = fields.string("name") ?? "\(rule.subject).\(type.word)"
    title = rule.title
    severity = fields.choice("severity") ?? .major
    limits = type.limitKind == .share ? Self.limits(&fields) : Limits()
    condition = fields.string("where")
    self.owner = fields.string("owner") ?? owner
    why = fields.string("why")
    fix = fields.string("fix")
    mute = fields.nested("mute") { nested in
      let until = nested.date("until"), reason = nested.requiredString("reason", example: "known until the migration is done")
      if !nested.has("until") {
        nested.report(Diagnostic(1003, "mute needs the key 'until'", at: nested.location, hint: "for example `until: 2026-12-01`"))
      }
      return Mute(until: until ?? LogicalDate(daysSinceEpoch: 0), reason: reason)
    }
    if !name.utf8.allSatisfy({ $0.isPlain }) || name.isEmpty || name.utf8.count > 120 {
      fields.report(
        Diagnostic(6406, "'\(name)' cannot name a check", at: fields.location(of: "name"), hint: "give it a `name` of letters, digits, dots, dashes and underscores"))
    }
    if let condition, condition.contains(";") {
      fields.report(Diagnostic(6402, "'where' of \(name) must not contain a semicolon", at: fields.location(of: "where"), hint: "write one SQL condition"))
    }
    settings = SHA256.of("\(type.word)\n\(rule.definition)\n\(severity.rawValue) \(limits.warn) \(limits.fail)\n\(condition ?? "")")
  }

  /// Neither given: zero tolerance. Only `warn`: what is above it fails. Only `fail`: what is below it warns.
  private static func limits(_ fields: inout Fields) -> Limits {
    let warn = fields.percent("warn"), fail = fields.percent("fail")
    let low = warn ?? 0, high = fail ?? warn ?? 0
    guard low <= high else {
      fields.report(Diagnostic(6404, "'warn' is above 'fail'", at: fields.location(of: "warn"), hint: "a check warns first and fails later"))
      return Limits()
    }
    return Limits(warn: low, fail: high)
  }
}

extension UInt8 {
  /// A byte that is safe in a file name, an anchor and a command line.
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: false
    }
  }
}
