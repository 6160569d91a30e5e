import Kernel
import Pipeline
import Scoring

/// `fresh: column` with `warn` and `fail` as durations: how far its newest time lies before the end of the interval. The clock is not asked.
struct FreshRule: ScannedRule {
  static let word = "fresh"
  static let dimension = Dimension.timeliness
  static let limitKind = LimitKind.span
  let column: Column
  let warn: Span
  let fail: Span

  init(_ fields: inout Fields) {
    column = Column(name: fields.requiredString(Self.word, example: "updated_at"))
    let early = fields.span("warn"), late = fields.span("fail")
    warn = early ?? late ?? .seconds(86_400)
    fail = late ?? Span(microseconds: 2 * warn.microseconds)
    if warn > fail {
      fields.report(
        Diagnostic(6404, "'warn' is above 'fail'", at: fields.location(of: "warn"), hint: "a check warns first and fails later"))
    }
    if warn.microseconds <= 0 {
      fields.report(
        Diagnostic(6404, "'warn' must be longer than nothing", at: fields.location(of: "warn"), hint: "for example `warn: 24h`"))
    }
  }

  var subject: String { column.name }
  var title: String { "the newest \(column.name) is at most \(warn) old" }
  var definition: String { "\(title), fails after \(fail)" }

  func scan(_ scope: ScanScope) -> Scan {
    let end = scope.interval.end
    return Scan(
      aggregates: [
        "epoch_us(max(\(column.instant)) FILTER (WHERE (\(scope.condition)) AND \(column.instant) < make_timestamptz(\(end.microseconds))))"
      ],
      measure: { [warn, fail] values in
        guard let newest = values[0], newest != 0 else { return .unknown(.notMeasured, "no row has a time before the end of the interval") }
        let lag = end.since(Instant(microseconds: newest))
        return Finding(.distance(Self.distance(lag, warn, fail)), "the newest is \(lag.readable) older than the end of the interval")
      })
  }

  /// 1 at the warn limit, 2 at the fail limit, linear between and in proportion beyond.
  static func distance(_ lag: Span, _ warn: Span, _ fail: Span) -> Double {
    let (lag, warn, fail) = (Double(lag.microseconds), Double(warn.microseconds), Double(fail.microseconds))
    if lag <= warn { return max(0, lag / warn) }
    if lag <= fail { return 1 + (lag - warn) / (fail - warn) }
    return 2 * lag / fail
  }
}
