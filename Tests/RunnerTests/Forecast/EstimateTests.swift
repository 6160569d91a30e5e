import Kernel
import State
import Testing

@testable import Runner

struct EstimateTests {
  private func successes(_ seconds: [Int], rows: Bool = false) -> [SuccessRecord] {
    seconds.map { SuccessRecord(duration: .seconds($0), counts: rows ? ["rows_out": $0 * 10] : [:]) }
  }

  @Test func medianAndNinetiethPercentile() throws {
    let estimate = try #require(Estimate(successes([5, 1, 9, 2, 8, 3, 7, 4, 6, 100], rows: true)))
    #expect(estimate.duration == .init(median: .seconds(6), p90: .seconds(9)))
    #expect(estimate.rows == .init(median: 60, p90: 90))
    #expect(Estimate(successes([3]))?.duration == .init(median: .seconds(3), p90: .seconds(3)))
    #expect(Estimate(successes([3]))?.rows == nil)
    #expect(Estimate([]) == nil)
  }
}
