import Kernel

/// When each cell of a walk ends when every one takes what it is said to take and nobody waits for a pool: microseconds from now.
struct LongestPath {
  private let walk: Walk
  private let remaining: (Int) -> Int
  private var ends: [Int: Int] = [:]
  /// The cell that one has to wait for longest.
  private var previous: [Int: Int] = [:]

  init(_ walk: Walk, remaining: @escaping (_ node: Int) -> Int) {
    self.walk = walk
    self.remaining = remaining
    // A stage begins when the one before it has ended.
    var barrier: Int?
    for stage in walk.stages {
      let entries = StageEntries(stage, walk.roster).entries
      var last = barrier
      for (index, date) in stage.dates.enumerated() {
        for (position, entry) in entries.enumerated() {
          let node = walk.board.node(date, stage.jobs[position])
          var before = entry.blockers.map { walk.board.node(date, stage.jobs[$0]) }
          if entry.isSequential, index > 0 { before.append(walk.board.node(stage.dates[index - 1], stage.jobs[position])) }
          if let barrier { before.append(barrier) }
          let latest = before.max { ends[$0, default: 0] < ends[$1, default: 0] }
          previous[node] = latest
          ends[node] = (latest.map { ends[$0, default: 0] } ?? 0) + remaining(node)
          if ends[node, default: 0] >= last.map({ ends[$0, default: 0] }) ?? 0 { last = node }
        }
      }
      barrier = last
    }
  }

  func end(_ node: Int) -> Int { ends[node, default: 0] }

  /// The cell of the date that ends last.
  func last(on date: LogicalDate) -> Int? {
    ends.keys.filter { walk.board.date($0) == date && remaining($0) > 0 }.max { (end($0), $0) < (end($1), $1) }
  }

  /// The cell that takes most of the way to the end of `node`.
  func longest(before node: Int) -> Int {
    var (longest, next) = (node, previous[node])
    while let node = next {
      if remaining(node) > remaining(longest) { longest = node }
      next = previous[node]
    }
    return longest
  }
}
