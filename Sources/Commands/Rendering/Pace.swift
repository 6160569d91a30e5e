import Kernel

/// How far a range of dates has got, how fast it goes and how long the rest will take at that.
struct Pace: Hashable {
  /// Cells that are looked at.
  let total: Int
  var ran = 0
  var skipped = 0
  /// When a line last said it.
  private var said = Span.seconds(0)

  init(total: Int) { self.total = total }

  /// The text, for where each line stays: not more often than every ten seconds.
  mutating func line(after elapsed: Span) -> String? {
    guard elapsed.microseconds - said.microseconds >= 10_000_000 else { return nil }
    said = elapsed
    return text(after: elapsed)
  }

  /// `240 of 2,190 done (30 skipped), 12 a minute, about 1 h 02 m left`.
  func text(after elapsed: Span) -> String {
    let done = ran + skipped
    var text = "\(done.grouped) of \(total.grouped) done"
    if skipped > 0 { text += " (\(skipped.grouped) skipped)" }
    guard ran > 0, elapsed.microseconds > 0 else { return text }
    let minute = 60_000_000.0
    let rate = Double(ran) * minute / Double(elapsed.microseconds)
    text += rate >= 1 ? ", \(Int(rate.rounded()).grouped) a minute" : ", \(Int((rate * 60).rounded()).grouped) an hour"
    guard total > done else { return text }
    // What was skipped cost no time, and what is left may be skipped too: both are in the rate.
    let left = Int((Double(elapsed.microseconds) * Double(total - done) / Double(done) / 1_000_000).rounded(.up))
    return text + ", about \(left < 60 ? "\(left) s" : Span.seconds(left).readable) left"
  }
}

extension Span {
  init(_ duration: Duration) {
    let parts = duration.components
    self.init(microseconds: Int(parts.seconds) * 1_000_000 + Int(parts.attoseconds / 1_000_000_000_000))
  }
}
