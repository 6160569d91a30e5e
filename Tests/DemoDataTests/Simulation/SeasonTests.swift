import Kernel
import Testing

@testable import DemoData

@Suite struct SeasonTests {
  private let settings = DemoSettings(from: LogicalDate(daysSinceEpoch: 20_765), days: 60, seed: 1, scale: 1, wire: .bare)

  private func visits(_ season: Season, on day: Int) -> Double {
    (0..<24).reduce(0) { $0 + season.visits(from: settings.from.adding(days: day).start.adding(seconds: $1 * 3600)) }
  }

  /// The quality score's volume rule warns at a change of 20 % against the median of the days before.
  @Test func noNormalDayIsFarFromTheMedianOfThoseBefore() {
    let season = Season(settings: settings, lowVolume: nil)
    for day in 7..<60 {
      let before = (max(0, day - 28)..<day).map { visits(season, on: $0) }.sorted()
      let change = visits(season, on: day) / before[before.count / 2] - 1
      #expect(abs(change) < 0.16, "day \(day): \(change)")
    }
  }

  @Test func thePromotionIsADayOfTaipei() {
    let season = Season(settings: settings, lowVolume: nil)
    let midnight = settings.from.adding(days: Season.promotionDay).start.adding(seconds: -8 * 3600)
    #expect(!season.isPromotion(midnight.adding(seconds: -1)))
    #expect(season.isPromotion(midnight))
    #expect(season.isPromotion(midnight.adding(seconds: 86_399)))
    #expect(!season.isPromotion(midnight.adding(seconds: 86_400)))
  }

  @Test func theLowDayHasAThirdOfItself() {
    let low = settings.from.adding(days: 20)
    #expect(visits(Season(settings: settings, lowVolume: low), on: 20) / visits(Season(settings: settings, lowVolume: nil), on: 20) == 0.35)
  }
}
