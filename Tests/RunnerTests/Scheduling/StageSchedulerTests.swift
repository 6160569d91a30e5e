import TestSupport
import Testing

@testable import Runner

struct StageSchedulerTests {
  private typealias Entry = StageScheduler.Entry

  private func scheduler(
    _ entries: [Entry], dates: Int = 1, parallel: Int = 1, pools: [Int] = [], paths: [Int]? = nil, done: Set<Int> = []
  ) -> StageScheduler {
    var scheduler = StageScheduler(entries, dates: dates, parallel: parallel, pools: pools) { date, position in
      done.contains(date * entries.count + position)
    }
    scheduler.order(paths: paths ?? entries.map { _ in 1 })
    return scheduler
  }

  /// Everything, one after the other, as it would start.
  private func order(_ scheduler: StageScheduler) -> [Int] {
    var scheduler = scheduler, order: [Int] = []
    while let cell = scheduler.next() {
      order.append(cell)
      scheduler.start(cell)
      scheduler.leave(cell)
      scheduler.end(cell)
    }
    return order
  }

  @Test func higherPrioritiesGoFirstThenEarlierDatesThenLongerPaths() {
    let entries = [Entry(), Entry(), Entry(priority: 5), Entry(priority: -1)]
    #expect(order(scheduler(entries, dates: 2, paths: [1, 9, 1, 99])) == [2, 6, 1, 0, 5, 4, 3, 7])
  }

  @Test func whatIsDoneHoldsNobodyUp() {
    let entries = [Entry(), Entry(blockers: [0]), Entry(blockers: [1], isSequential: true)]
    var half = scheduler(entries, dates: 2, parallel: 9, done: [0, 1, 4])
    #expect(half.left == 3)
    #expect(half.next() == 2 && half.next() == 3 && half.next() == nil)
    half.start(2)
    half.start(3)
    half.leave(2)
    half.end(2)
    // Its own date before it has ended, and job 1 of its date was done.
    #expect(half.next() == 5)
  }

  @Test func aSequentialJobHasOneDateAtATimeAndOthersManyAtOnce() {
    var chain = scheduler([Entry(isSequential: true), Entry()], dates: 3, parallel: 9)
    var first: [Int] = []
    while let cell = chain.next() {
      first.append(cell)
      chain.start(cell)
    }
    #expect(first == [0, 1, 3, 5])
    chain.leave(0)
    chain.end(0)
    #expect(chain.next() == 2)
  }

  @Test func aPoolIsNeverOverdrawnAndNobodyOvertakesWhoWaitsForIt() {
    let entries = [Entry(uses: [(0, 1)]), Entry(uses: [(0, 3)]), Entry(uses: [(0, 1)]), Entry()]
    var shared = scheduler(entries, dates: 1, parallel: 9, pools: [3])
    #expect(shared.next() == 0)
    shared.start(0)
    // The second waits for all three; the third would fit beside the first, but must not take what the second waits for.
    #expect(shared.next() == 3)
    shared.start(3)
    #expect(shared.next() == nil)
    shared.leave(3)
    shared.end(3)
    #expect(shared.next() == nil)
    shared.leave(0)
    shared.end(0)
    #expect(shared.next() == 1)
    shared.start(1)
    #expect(shared.next() == nil)
    shared.leave(1)
    shared.end(1)
    #expect(shared.next() == 2)
  }

  @Test func stoppingLeavesLaterDatesAlone() {
    var stopped = scheduler([Entry(), Entry(blockers: [0])], dates: 3, parallel: 2)
    let first = stopped.next()
    stopped.start(first ?? -1)
    stopped.stop(after: 0)
    stopped.leave(first ?? -1)
    stopped.end(first ?? -1)
    #expect(order(stopped) == [1])
  }

  @Test func whoLeavesGivesRoomAndHoldsBackWhoeverNeedsIt() {
    var scheduler = scheduler([Entry(), Entry(), Entry(blockers: [0])], parallel: 1)
    #expect(scheduler.next() == 0)
    scheduler.start(0)
    #expect(scheduler.next() == nil)
    scheduler.leave(0)
    #expect(scheduler.next() == 1)
    scheduler.start(1)
    scheduler.leave(1)
    #expect(scheduler.next() == nil && scheduler.open == 2)
    scheduler.end(0)
    #expect(scheduler.next() == 2)
  }

  /// Whatever the graph, the order and the pools: each cell starts once, after those it waits for, within the limits, and all of them start.
  @Test(arguments: 0..<300)
  func everyCellStartsOnceAndInTime(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let width = 1 + random.below(8), dates = 1 + random.below(5), parallel = 1 + random.below(4)
    let pools = [1 + random.below(3), 2]
    let entries = (0..<width).map { position in
      Entry(
        blockers: (0..<position).filter { _ in random.below(3) == 0 }, isSequential: random.below(2) == 0,
        uses: pools.indices.filter { _ in random.below(3) == 0 }.map { (pool: $0, amount: 1 + random.below(pools[$0])) },
        priority: random.below(3))
    }
    let done = Set((0..<width * dates).filter { _ in random.below(5) == 0 })
    var scheduler = scheduler(
      entries, dates: dates, parallel: parallel, pools: pools, paths: entries.map { _ in random.below(9) }, done: done)
    var ended = done, running: [Int] = [], over: [Int] = []
    while true {
      while let cell = scheduler.next() {
        let (date, position) = scheduler.place(cell)
        #expect(!ended.contains(cell) && !running.contains(cell) && !over.contains(cell))
        #expect(entries[position].blockers.allSatisfy { ended.contains(date * width + $0) })
        if entries[position].isSequential, date > 0 { #expect(ended.contains(cell - width)) }
        if random.below(4) == 0 {
          scheduler.pass(cell)
          ended.insert(cell)
          continue
        }
        scheduler.start(cell)
        running.append(cell)
        #expect(running.count <= parallel)
        for pool in pools.indices {
          let used = running.flatMap { entries[scheduler.place($0).position].uses }.filter { $0.pool == pool }.reduce(0) { $0 + $1.amount }
          #expect(used <= pools[pool])
        }
      }
      guard !running.isEmpty || !over.isEmpty else { break }
      #expect(scheduler.open == running.count + over.count)
      if over.isEmpty || (!running.isEmpty && random.below(2) == 0) {
        let cell = running.remove(at: random.below(running.count))
        over.append(cell)
        scheduler.leave(cell)
      } else {
        let cell = over.remove(at: random.below(over.count))
        ended.insert(cell)
        scheduler.end(cell)
      }
    }
    #expect(ended.count == width * dates && scheduler.left == 0)
  }
}
