import Kernel

/// `defaults:` and `jobs:` — what every job has, whatever its kind.
enum JobSection {
  static let retryKeys = [
    KeySchema("limit", .integer, "Attempts after the first", default: "3"),
    KeySchema("backoff", .duration, "The pause before the first retry; it doubles", default: "30s"),
    KeySchema("cap", .duration, "The longest pause", default: "10m"),
  ]
  static let defaultKeys = [
    KeySchema("timeout", .duration, "How long an attempt may take", default: "30m"),
    KeySchema("retries", .mapping(retryKeys), "What happens after a failure that may pass"),
  ]
  static let keys =
    [
      KeySchema("kind", .string, "What the job does; `nightshift kinds` lists them", required: true),
      KeySchema("needs", .either([.string, .list(.string)]), "Jobs that must have succeeded before this one starts"),
      KeySchema("after", .either([.string, .list(.string)]), "Jobs that must have ended, however, before this one starts"),
      KeySchema("description", .string, "For people"),
      KeySchema("owner", .string, "Whom to ask"),
      KeySchema("tags", .either([.string, .list(.string)]), "Words to select jobs by: --select tag:x"),
      KeySchema("enabled", .boolean, "false leaves it out, and says so", default: "true"),
      PoolSection.usesSchema,
      KeySchema("priority", .integer, "Of the jobs that could start, the higher one does", default: "0"),
      DeadlineKey.schema("By when it ought to be done"),
      KeySchema("sequential", .boolean, "true runs its dates one after the other, false lets them overlap in a backfill; left to the kind"),
    ] + defaultKeys
  static let keyNames = keys.map(\.name)

  struct Defaults {
    var timeout = Span.seconds(1800)
    var retries = JobDeclaration.Retries()
  }

  static func defaults(_ fields: inout Fields) -> Defaults {
    fields.nested("defaults", named: "the defaults") { fields in
      Defaults(timeout: timeout(&fields, Defaults().timeout), retries: retries(&fields, Defaults().retries))
    } ?? Defaults()
  }

  static func read(
    _ fields: inout Fields, defaults: Defaults, pools: [String: PoolSection.Amount?], cron: Cron?, interpolation: Interpolation
  )
    -> [JobDeclaration]
  {
    guard let value = fields.value("jobs"), value.pairs?.isEmpty != true else {
      fields.report(
        Diagnostic(
          1035, "the pipeline has no jobs", at: fields.location(of: "jobs"),
          hint: "`nightshift kinds` lists what a job can do; `nightshift init` writes an example"))
      return []
    }
    return fields.mapping("jobs", value).map { pair in
      var job = Fields(pair.value, what: "job '\(pair.key)'", at: pair.keyLocation)
      var declaration = declaration(pair, &job, defaults)
      declaration.uses = PoolSection.uses(&job, of: pools)
      declaration.deadline = DeadlineKey.read(&job, cron: cron)
      pair.value.eachText { text, location in interpolation.check(text, at: location, scope: .jobs).forEach { job.report($0) } }
      fields.take(job)
      return declaration
    }
  }

  private static func declaration(_ pair: YAMLValue.Pair, _ fields: inout Fields, _ defaults: Defaults) -> JobDeclaration {
    if let problem = NameRule.check(word: pair.key, "the job", at: pair.keyLocation) { fields.report(problem) }
    let kind = fields.requiredString("kind", example: "crawl")
    let tags = fields.strings("tags")
    for (tag, location) in fields.value("tags")?.texts ?? [] where !NameRule.isTag(tag) {
      fields.report(Diagnostic(1030, "a tag cannot be called '\(tag)'", at: location, hint: "use lower-case letters, digits, - and _"))
    }
    return JobDeclaration(
      name: JobName(pair.key), kind: kind, needs: fields.strings("needs").map { JobName($0) },
      after: fields.strings("after").map { JobName($0) },
      description: fields.string("description"), owner: fields.string("owner"), tags: tags, enabled: fields.bool("enabled") ?? true,
      timeout: timeout(&fields, defaults.timeout), retries: retries(&fields, defaults.retries),
      priority: fields.integer("priority", in: -1000...1000) ?? 0, sequential: fields.bool("sequential"), body: pair.value,
      location: pair.keyLocation)
  }

  private static func timeout(_ fields: inout Fields, _ fallback: Span) -> Span {
    guard let timeout = fields.span("timeout") else { return fallback }
    if timeout <= .seconds(0) || timeout > .days(7) {
      fields.report(Diagnostic(1033, "a timeout is longer than nothing and at most 7d, not \(timeout)", at: fields.location(of: "timeout")))
    }
    return timeout
  }

  private static func retries(_ fields: inout Fields, _ fallback: JobDeclaration.Retries) -> JobDeclaration.Retries {
    fields.nested("retries") { fields in
      var retries = fallback
      retries.limit = fields.integer("limit", in: 0...20) ?? fallback.limit
      retries.backoff = fields.span("backoff") ?? fallback.backoff
      retries.cap = fields.span("cap") ?? max(fallback.cap, retries.backoff)
      if retries.backoff <= .seconds(0) || retries.cap < retries.backoff {
        fields.report(
          Diagnostic(
            1033,
            "the pause between attempts must be longer than nothing and not above its cap: backoff \(retries.backoff), cap \(retries.cap)",
            at: fields.location(of: fields.has("cap") ? "cap" : "backoff")))
      }
      return retries
    } ?? fallback
  }
}
