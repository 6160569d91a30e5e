import Kernel
import Pipeline

/// The text form: the newest decision first, each with the chain of what led to it.
enum WhyText {
  static func text(_ document: WhyDocument, _ console: Console) -> String {
    var lines = [
      "\(document.job) \(document.date) \(document.interval): \(console.paint(Mark.word(document.state), Mark.style(document.state)))"
    ]
    if let now = document.now { lines.append("now: \(now.verdict), \(now.reason)") }
    if let note = document.note { lines.append(note) }
    var rest = document.decisions[...]
    while let line = rest.first {
      // Nights that only looked and passed on are one line.
      let same = line.verdict == "skip" ? rest.prefix { $0.verdict == "skip" && $0.reason == line.reason }.count : 1
      lines += text(line, times: same, since: rest[rest.startIndex + same - 1], console)
      rest = rest.dropFirst(same)
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ line: WhyDocument.Line, times: Int, since: WhyDocument.Line, _ console: Console) -> [String] {
    guard line.verdict != "mark" else { return ["\(line.at): \(line.reason)"] }
    var head = "run \(line.run ?? 0) at \(line.at): \(line.verdict), \(line.reason)"
    if times > 1 { head += " (and \(times - 1) run\(times == 2 ? "" : "s") before it, from run \(since.run ?? 0) on)" }
    if let state = line.state { head += " -> \(console.paint(Mark.word(state), Mark.style(state)))" }
    var lines = [head]
    var told: Set<String> = []
    lines += text(line.causes, indent: "  ", &told)
    for attempt in line.attempts {
      if let message = attempt.message {
        lines.append("  attempt \(attempt.number): " + (attempt.code.map { "\($0): " } ?? "") + message.escapedControls)
      }
      if let hint = attempt.hint { lines.append("    hint: \(hint)") }
    }
    if let log = line.attempts.last?.log { lines.append("  log: \(log)") }
    return lines
  }

  /// A chain that has been told is not told again, and objects that one crawl found have it once, behind the last of them.
  private static func text(_ causes: [WhyCause], indent: String, _ told: inout Set<String>) -> [String] {
    var lines: [String] = []
    for (index, cause) in causes.enumerated() {
      var line = indent + self.line(cause)
      if cause.kind == .job, !told.insert(self.line(cause)).inserted {
        line += cause.because.isEmpty ? "" : " (see above)"
        lines.append(line)
        continue
      }
      lines.append(line)
      let next = index + 1 < causes.count ? causes[index + 1] : nil
      let isShared =
        cause.kind == .object && next?.kind == .object && next?.because.first.map(self.line) == cause.because.first.map(self.line)
      if !isShared { lines += text(cause.because, indent: indent + "  ", &told) }
    }
    return lines
  }

  private static func line(_ cause: WhyCause) -> String {
    let change = "\(short(cause.old) ?? "nothing") -> \(short(cause.new) ?? "nothing")"
    let place = cause.run.map { " in run \($0)" } ?? ""
    return switch cause.kind {
    case .input: "\(cause.name) changed: \(change)"
    case .setting where cause.name == Settings.maskKey:
      "\(cause.name): \(change): tokens of dates that were made with another key do not join; `nightshift status` lists them"
    case .setting: "\(cause.name): \(change)"
    case .object where cause.at == nil: cause.text ?? ""
    case .object: "object \(cause.name.escapedControls) arrived \(cause.at ?? ""), \(cause.text ?? "")"
    case .job: "<- \(cause.name) \(cause.date?.description ?? "")\(place): \(cause.text ?? "")"
    case .attempt: "run \(cause.run ?? 0) ended \(cause.at ?? "") with \(cause.name): \((cause.text ?? "").escapedControls)"
    case .mark: "\(cause.name) \(cause.at ?? "") \(cause.text ?? "")"
    }
  }

  /// Digests by their first digits, long values by their first letters; all on one line.
  private static func short(_ text: String?) -> String? {
    guard let text else { return nil }
    let words = text.escapedControls.split(separator: " ", omittingEmptySubsequences: false).map { isDigest($0) ? $0.prefix(12) : $0 }
    let line = words.joined(separator: " ")
    if words.count == 1, isDigest(text[...]) { return line }
    return line.count > 60 ? "'\(line.prefix(57))…'" : "'\(line)'"
  }

  private static func isDigest(_ word: Substring) -> Bool {
    word.utf8.count == 64 && word.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
