import Kernel

/// How many visits an hour brings: the hours and weekdays of Taipei, slow growth, one promotion day, and the planted bad day.
struct Season: Sendable {
  /// The day of the promotion counted from the first: 11 November in the usual fortnight.
  static let promotionDay = 3
  static let lowVolumeShare = 0.35

  private static let visitsPerDay = 700.0
  private static let growthPerDay = 0.003
  private static let promotionFactor = 1.8
  private static let weekdays = [1.06, 0.97, 0.96, 0.98, 0.98, 1.02, 1.08]
  private static let hours = [
    0.55, 0.38, 0.28, 0.22, 0.20, 0.24, 0.38, 0.62, 0.90, 1.10, 1.22, 1.28, 1.45, 1.30, 1.15, 1.10, 1.12, 1.18, 1.30, 1.48, 1.68, 1.78,
    1.52, 1.05,
  ]
  private static let hoursTotal = hours.reduce(0, +)

  let settings: DemoSettings
  let lowVolume: LogicalDate?

  /// Expected visits in the hour that begins at `start`.
  func visits(from start: Instant) -> Double {
    let taipei = TaipeiTime(start)
    let share = Self.hours[taipei.hour] / Self.hoursTotal * Self.weekdays[taipei.date.weekday]
    let growth = 1 + Self.growthPerDay * Double(LogicalDate(containing: start).daysSinceEpoch - settings.from.daysSinceEpoch)
    let promotion = isPromotion(start) ? Self.promotionFactor : 1
    let low = LogicalDate(containing: start) == lowVolume ? Self.lowVolumeShare : 1
    return Self.visitsPerDay * settings.scale * share * growth * promotion * low
  }

  /// The promotion lasts a day of Taipei.
  func isPromotion(_ instant: Instant) -> Bool { TaipeiTime(instant).date == settings.from.adding(days: Self.promotionDay) }
}
