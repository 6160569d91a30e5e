import Kernel

/// The rule for all time to come at the end of a zone file: `CST-8`, `EST5EDT,M3.2.0,M11.1.0` (POSIX `TZ`, with RFC 8536's wider hours).
struct PosixZone: Sendable {
  /// A day of each year and a second of that day, on the wall.
  private struct Turn: Sendable {
    enum Day: Sendable {
      /// `Jn`: 1 to 365, 29 February never counted.
      case julian(Int)
      /// `n`: 0 to 365.
      case ordinal(Int)
      /// `Mm.w.d`: the w-th weekday d of month m; the fifth is the last.
      case weekday(month: Int, week: Int, day: Int)
    }

    let day: Day
    let second: Int

    /// Seconds since the epoch, as the wall shows them.
    func wall(in year: Int) -> Int { (date(in: year)?.daysSinceEpoch ?? 0) * 86_400 + second }

    private func date(in year: Int) -> LogicalDate? {
      let newYear = LogicalDate(year: year, month: 1, day: 1)
      switch day {
      case .ordinal(let day): return newYear?.adding(days: day)
      case .julian(let day):
        let isLeap = LogicalDate(year: year, month: 2, day: 29) != nil
        return newYear?.adding(days: day - 1 + (isLeap && day > 59 ? 1 : 0))
      case .weekday(let month, let week, let day):
        guard let first = LogicalDate(year: year, month: month, day: 1) else { return nil }
        let days = (day - first.weekday).modulo(7) + (week - 1) * 7
        let date = first.adding(days: days)
        return date.components.month == month ? date : date.adding(days: -7)
      }
    }
  }

  /// Seconds east of Greenwich.
  private let standard: Int
  private let summer: Int
  private let turns: (start: Turn, end: Turn)?

  /// A zone that never changes.
  init(standard: Int) {
    self.standard = standard
    summer = standard
    turns = nil
  }

  /// Nil when the text is not such a rule.
  init?(_ text: String) {
    var rest = Substring(text)
    guard Self.skipName(&rest), let west = Self.time(&rest) else { return nil }
    standard = -west
    guard !rest.isEmpty else {
      summer = standard
      turns = nil
      return
    }
    guard Self.skipName(&rest) else { return nil }
    if rest.first == "," {
      summer = standard + 3600
    } else {
      guard let west = Self.time(&rest) else { return nil }
      summer = -west
    }
    guard let start = Self.turn(&rest), let end = Self.turn(&rest), rest.isEmpty else { return nil }
    turns = (start, end)
  }

  func offset(at moment: Int) -> Int {
    guard let turns else { return standard }
    let year = LogicalDate(containing: Instant(seconds: moment + standard)).components.year
    let start = turns.start.wall(in: year) - standard
    let end = turns.end.wall(in: year) - summer
    let isSummer = start < end ? (start..<end).contains(moment) : !(end..<start).contains(moment)
    return isSummer ? summer : standard
  }

  private static func skipName(_ rest: inout Substring) -> Bool {
    let name = rest.first == "<" ? rest.prefix { $0 != ">" } : rest.prefix(while: \.isLetter)
    rest = rest.dropFirst(name.count + (rest.first == "<" ? 1 : 0))
    return name.count >= 3
  }

  /// `[+-]h[h][h][:mm[:ss]]` in seconds.
  private static func time(_ rest: inout Substring) -> Int? {
    let sign = rest.first == "-" ? -1 : 1
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    guard var seconds = number(&rest).map({ $0 * 3600 }) else { return nil }
    for unit in [60, 1] where rest.first == ":" {
      rest = rest.dropFirst()
      guard let count = number(&rest) else { return nil }
      seconds += count * unit
    }
    return sign * seconds
  }

  private static func number(_ rest: inout Substring) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits.utf8.count <= 3 ? Int(digits) : nil
  }

  /// `,date[/time]`; two in the morning when no time is given.
  private static func turn(_ rest: inout Substring) -> Turn? {
    guard rest.first == "," else { return nil }
    rest = rest.dropFirst()
    let day: Turn.Day
    switch rest.first {
    case "M":
      rest = rest.dropFirst()
      var parts: [Int] = []
      for separator: Character? in [".", ".", nil] {
        guard let part = number(&rest) else { return nil }
        parts.append(part)
        if separator != nil, rest.popFirst() != separator { return nil }
      }
      guard (1...12).contains(parts[0]), (1...5).contains(parts[1]), parts[2] <= 6 else { return nil }
      day = .weekday(month: parts[0], week: parts[1], day: parts[2])
    case "J":
      rest = rest.dropFirst()
      guard let number = number(&rest), (1...365).contains(number) else { return nil }
      day = .julian(number)
    default:
      guard let number = number(&rest), number <= 365 else { return nil }
      day = .ordinal(number)
    }
    guard rest.first == "/" else { return Turn(day: day, second: 7200) }
    rest = rest.dropFirst()
    return time(&rest).map { Turn(day: day, second: $0) }
  }
}
