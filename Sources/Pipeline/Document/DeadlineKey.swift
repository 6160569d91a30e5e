import Kernel

/// `deadline:` — by when a night, or one job of it, ought to be done; on the pipeline or on a job.
enum DeadlineKey {
  static func schema(_ what: String) -> KeySchema {
    KeySchema("deadline", .timeOfDay, "\(what), in UTC, on the day after the data's; a run warns before it is missed")
  }

  /// - Parameter cron: when nights begin; nil when that is not known.
  static func read(_ fields: inout Fields, cron: Cron?) -> TimeOfDay? {
    guard let value = fields.value("deadline"), let text = fields.text("deadline", value) else { return nil }
    guard let deadline = TimeOfDay(text) else {
      fields.report(problem(text, of: fields.what, at: value.location))
      return nil
    }
    if let begin = cron?.earliest, deadline <= begin {
      fields.report(
        Diagnostic(
          1055, "the deadline \(deadline) of \(fields.what) has passed when the night begins, at \(begin)", at: value.location,
          hint: "write the time of day, in UTC, by which it ought to be done", severity: .warning))
    }
    return deadline
  }

  private static func problem(_ text: String, of what: String, at location: SourceLocation) -> Diagnostic {
    let time = text.prefix { ("0"..."9").contains($0) || $0 == ":" }
    if let kept = TimeOfDay(time), time.count < text.count {
      return Diagnostic(
        1032, "a deadline has no time zone: nights are UTC", at: location,
        hint: text == "\(kept)Z" ? "write \(kept)" : "write the hour in UTC, with nothing behind it")
    }
    let padded = text.utf8.count == 4 ? TimeOfDay("0" + text) : nil
    return Diagnostic(
      1050, "'deadline' of \(what) must be a time of day from 00:00 to 23:59", at: location,
      hint: padded.map { "did you mean \($0)?" } ?? "for example `deadline: 05:30`, in UTC")
  }
}
