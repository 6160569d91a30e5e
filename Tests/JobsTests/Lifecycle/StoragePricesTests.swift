import Kernel
import Testing

@testable import Jobs

/// The break-even examples of Amazon's price list, worked out by hand: STANDARD to DEEP_ARCHIVE in us-east-1.
struct StoragePricesTests {
  private let prices = StoragePrices.usEast1

  @Test func tenKibibytesNeverPay() throws {
    let months = try #require(prices.breakEven(bytes: 10 << 10, from: .standard, to: .deepArchive))
    #expect(months > 5000)
  }

  @Test func aHundredAndTwentyEightKibibytesTakeTwentyMonths() throws {
    let months = try #require(prices.breakEven(bytes: 128 << 10, from: .standard, to: .deepArchive))
    #expect((19.5...20.5).contains(months))
  }

  @Test func fiveMebibytesTakeTwoWeeks() throws {
    let months = try #require(prices.breakEven(bytes: 5 << 20, from: .standard, to: .deepArchive))
    #expect((0.4...0.5).contains(months))
  }

  @Test func oneKibibyteCostsMoreThanItSaves() { #expect(prices.breakEven(bytes: 1 << 10, from: .standard, to: .glacier) == nil) }

  @Test func infrequentAccessBillsAtLeastItsMinimum() {
    #expect(prices.monthly(bytes: 1, .standardIA) == prices.monthly(bytes: 128 << 10, .standardIA))
    #expect(prices.monthly(bytes: 1, .standardIA) > prices.monthly(bytes: 64 << 10, .standard))
  }

  @Test func hintsSayThatTheyAreModelled() {
    func hints(_ bytes: Int) -> [String] {
      let rule = LifecycleRule(prefix: LakePrefix("e/")!, transitions: [.init(days: 1, to: .deepArchive)], small: .move)
      let object = LakeObject(key: "e/a", location: "e/a", storageClass: .standard, bytes: bytes, modified: Instant(seconds: 0))
      return TransitionPlan(rules: [rule], listings: [LakeListing(prefix: rule.prefix, objects: [object])], asOf: Instant("2026-01-01")!)
        .hints()
    }
    #expect(
      hints(5 << 20) == ["e/ to DEEP_ARCHIVE, 1 object: pays back after 0.5 months (modelled, us-east-1 list prices of November 2025)"])
    #expect(
      hints(128 << 10) == ["e/ to DEEP_ARCHIVE, 1 object: pays back after 20 months (modelled, us-east-1 list prices of November 2025)"])
    #expect(
      hints(10 << 10) == [
        "e/ to DEEP_ARCHIVE, 1 object: pays back after more than 100 years (modelled, us-east-1 list prices of November 2025)"
      ])
    #expect(
      hints(1 << 10) == [
        "e/ to DEEP_ARCHIVE, 1 object: never pays, it costs more each month than it saves (modelled, us-east-1 list prices of November 2025)"
      ])
  }
}
