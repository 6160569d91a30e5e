import Kernel

/// When each defect is to be planted, decided before the simulation starts.
///
/// The days are those of a usual fortnight, counted from 0, and are squeezed together for a shorter demo. Day 0 and the promotion
/// (day 3) stay clean in a fortnight.
struct DefectPlan: Sendable {
  /// No event occurs in it. It begins four minutes before the missing hour, so that nothing that occurred before it arrives in that hour.
  private(set) var outage: DataInterval?
  private(set) var lowVolume: LogicalDate?
  private(set) var newFieldFrom: LogicalDate?
  private(set) var widenedFrom: LogicalDate?
  private(set) var staleDays: Set<LogicalDate> = []
  /// For each kind, the moments after which the next suitable event is spoilt; in order.
  private(set) var events: [DefectKind: [Instant]] = [:]
  /// In order.
  private(set) var rows: [(Instant, RowDefect)] = []
  /// Lines and records planted so far that a reader will have to set aside, by day of arrival.
  private var unreadable: [LogicalDate: Int] = [:]

  private static let fortnight = 14
  private static let outageHour = 6
  /// Less than `quarantine.at_most` of the nightly job file (0.1 %), with room for a quiet day.
  private static let unreadableShare = 0.0008
  private static let quietestDay = 6000.0

  /// Nothing planted.
  init() {}

  init(_ settings: DemoSettings) {
    let days = settings.days
    func date(_ day: Int) -> LogicalDate { settings.from.adding(days: days >= Self.fortnight ? day : day * days / Self.fortnight) }
    let last = settings.from.adding(days: days - 1)

    let outageStart = date(7).start.adding(seconds: Self.outageHour * 3600)
    outage = DataInterval(start: outageStart.adding(seconds: -240), end: outageStart.adding(seconds: 3600))
    lowVolume = last.adding(days: -min(2, days - 1))
    newFieldFrom = date(9)
    widenedFrom = date(10)
    staleDays = [last, last.adding(days: -min(1, days - 1))]

    spoil(.duplicate, 12, on: date(1), settings)
    spoil(.malformed, 4, on: date(2), settings)
    spoil(.missingID, 4, on: date(4), settings)
    spoil(.lateHours, 9, on: date(5), settings)
    spoil(.wrongType, 4, on: date(6), settings)
    if days > 2 { spoil(.lateDays, 6, on: min(date(8), last.adding(days: -2)), settings) }
    spoil(.pii, 2, on: date(10), settings)
    spoil(.duplicate, 7, on: date(12), settings)
    spoil(.malformed, 3, on: date(12), settings)
    spoil(.pii, 3, on: date(13), settings)
    spoil(.lateHours, 5, on: date(13), settings)
    plant(.orderTotal, 2, on: date(4), settings)
    plant(.orphanItem, 3, on: date(5), settings)
    plant(.orphanPayment, 2, on: date(8), settings)
    plant(.orderTotal, 3, on: date(13), settings)
    rows.sort { $0.0 < $1.0 }
  }

  private mutating func spoil(_ kind: DefectKind, _ count: Int, on date: LogicalDate, _ settings: DemoSettings) {
    var count = Int(Double(count) * max(1, settings.scale))
    if kind == .malformed || kind == .missingID || kind == .wrongType {
      let volume = Self.quietestDay * settings.scale * (date == lowVolume ? Season.lowVolumeShare : 1)
      count = max(0, min(count, Int(volume * Self.unreadableShare) - unreadable[date, default: 0]))
      unreadable[date, default: 0] += count
    }
    var dice = Dice(seed: settings.seed, "defects", date.daysSinceEpoch * 100 + (DefectKind.allCases.firstIndex(of: kind) ?? 0))
    let window = kind == .lateHours || kind == .lateDays ? 3..<12 : 2..<13
    let moments = (0..<count).map { _ in date.start.adding(seconds: dice.int(window.lowerBound * 3600..<window.upperBound * 3600)) }
    events[kind] = (events[kind, default: []] + moments).sorted()
  }

  private mutating func plant(_ defect: RowDefect, _ count: Int, on date: LogicalDate, _ settings: DemoSettings) {
    var dice = Dice(seed: settings.seed, "row defects", date.daysSinceEpoch * 10 + rows.count)
    for _ in 0..<Int(Double(count) * max(1, settings.scale)) {
      rows.append((date.start.adding(seconds: dice.int(2 * 3600..<13 * 3600)), defect))
    }
  }

  func isOutage(_ instant: Instant) -> Bool { outage?.contains(instant) ?? false }

  /// `instant`, or when it falls into the outage, a moment of the twenty minutes after it; order is kept.
  func outsideOutage(_ instant: Instant) -> Instant {
    guard let outage, outage.contains(instant) else { return instant }
    return Instant(microseconds: outage.end.microseconds + (instant.microseconds - outage.start.microseconds) / 3)
  }
}
