/// Which cell of a stage may start next. Pure: it knows numbers and counts, no jobs and no clock, and is told what has ended.
///
/// A cell is ready when the jobs that it waits for on its date have ended, and, for a sequential job, its own cell on the date before it in the walk.
/// Of the ready ones the job with the higher priority goes first, then the earlier date of the walk, then the longer path behind it, then the
/// earlier job. One that finds too little left in a pool waits, and nobody behind it takes from that pool meanwhile.
struct StageScheduler {
  /// A job of the stage.
  struct Entry {
    /// Positions of those it waits for, all before its own.
    var blockers: [Int] = []
    var isSequential = false
    var uses: [(pool: Int, amount: Int)] = []
    var priority = 0
  }

  private let entries: [Entry]
  private let dates: Int
  private let parallel: Int
  private let followers: [[Int]]
  private var pools: Pools
  private var waiting: [Int16]
  private var ready = ReadyHeap()
  private var parking: Parking
  private var rank: [UInt64] = []
  private var position: [Int] = []
  private var lastDate: Int
  /// How many cells have started and not left.
  private(set) var running = 0
  /// How many cells have started and not ended.
  private(set) var open = 0
  /// Cells that were not done already.
  private(set) var left = 0

  /// - Parameter isDone: asked once for each cell, by date and then by position: true when it needs no scheduling at all.
  init(_ entries: [Entry], dates: Int, parallel: Int, pools: [Int], isDone: (_ date: Int, _ position: Int) -> Bool) {
    self.entries = entries
    self.dates = dates
    self.parallel = parallel
    self.pools = Pools(pools)
    parking = Parking(entries.count)
    lastDate = dates - 1
    var followers = [[Int]](repeating: [], count: entries.count)
    for (position, entry) in entries.enumerated() { for blocker in entry.blockers { followers[blocker].append(position) } }
    self.followers = followers
    let width = entries.count
    waiting = [Int16](repeating: Self.done, count: dates * width)
    for date in 0..<dates {
      for position in 0..<width where !isDone(date, position) {
        var count = 0 as Int16
        for blocker in entries[position].blockers where waiting[date * width + blocker] != Self.done { count += 1 }
        if entries[position].isSequential, date > 0, waiting[(date - 1) * width + position] != Self.done { count += 1 }
        waiting[date * width + position] = count
        left += 1
      }
    }
  }

  private static let done = -1 as Int16

  /// Makes the order among ready cells, once, before the first is asked for.
  ///
  /// - Parameter paths: for each job how long the longest chain of jobs is that begins with it.
  mutating func order(paths: [Int]) {
    position = entries.indices.sorted { (paths[$1], $0) < (paths[$0], $1) }
    let priorities = Set(entries.map(\.priority)).sorted(by: >)
    rank = [UInt64](repeating: 0, count: entries.count)
    for (index, position) in position.enumerated() {
      rank[position] = UInt64(priorities.firstIndex(of: entries[position].priority) ?? 0) << 48 | UInt64(index)
    }
    for cell in waiting.indices where waiting[cell] == 0 { ready.push(key(cell)) }
  }

  /// The date and position of a cell.
  func place(_ cell: Int) -> (date: Int, position: Int) { (cell / entries.count, cell % entries.count) }

  /// The next cell that could start now; the caller then says `start` or `pass` about it. Nil when none can until another one ends.
  mutating func next() -> Int? {
    guard hasRoom else { return nil }
    while let key = ready.pop() {
      let cell = cell(key), (date, job) = place(cell)
      guard date <= lastDate else { continue }
      let uses = entries[job].uses
      if !uses.isEmpty {
        if parking.isClosed(job) {
          parking.park(key, job)
          continue
        }
        if let pool = pools.lacking(uses) ?? uses.first(where: { parking.isReserved($0.pool, before: key) })?.pool {
          parking.park(key, job, waitingFor: pool)
          continue
        }
        if let following = parking.next(job) { ready.push(following) }
      }
      return cell
    }
    return nil
  }

  /// True when another cell may start, if one is ready.
  var hasRoom: Bool { running < parallel }

  mutating func start(_ cell: Int) {
    running += 1
    open += 1
    pools.take(entries[place(cell).position].uses)
  }

  /// Its work is over: somebody else may take its place, but those that wait for it go on waiting until it has ended.
  mutating func leave(_ cell: Int) {
    running -= 1
    let uses = entries[place(cell).position].uses
    pools.give(uses)
    for use in uses { for key in parking.open(use.pool) { ready.push(key) } }
  }

  /// Those that wait for it wait no longer.
  mutating func end(_ cell: Int) {
    open -= 1
    pass(cell)
  }

  /// The cell needs no work: those that wait for it wait no longer.
  mutating func pass(_ cell: Int) {
    waiting[cell] = Self.done
    left -= 1
    let (date, position) = place(cell)
    for follower in followers[position] { release(date * entries.count + follower) }
    if entries[position].isSequential, date + 1 < dates { release(cell + entries.count) }
  }

  /// Nothing of a later date of the walk starts any more.
  mutating func stop(after date: Int) { lastDate = min(lastDate, date) }

  private mutating func release(_ cell: Int) {
    guard waiting[cell] > 0 else { return }
    waiting[cell] -= 1
    if waiting[cell] == 0 { ready.push(key(cell)) }
  }

  private func key(_ cell: Int) -> UInt64 {
    let (date, position) = place(cell)
    return rank[position] | UInt64(date) << 24
  }

  private func cell(_ key: UInt64) -> Int { Int(key >> 24 & 0xFF_FFFF) * entries.count + position[Int(key & 0xFF_FFFF)] }
}
