/// Who waits for whom, by place in a list of jobs: each arrow once, none from a job to itself.
struct JobArrows: Sendable {
  /// What each waits for, ascending.
  let before: [[Int]]
  /// Who waits for each, ascending.
  let behind: [[Int]]

  /// - Parameter targets: what each job names; twice is once.
  init(_ targets: [[Int]]) {
    var before = targets
    var behind: [[Int]] = Array(repeating: [], count: targets.count)
    for job in before.indices {
      var last = -1
      before[job].sort()
      before[job].removeAll { target in
        defer { last = target }
        return target == last || target == job
      }
      for target in before[job] { behind[target].append(job) }
    }
    self.before = before
    self.behind = behind
  }

  /// Every job once, behind what it waits for; of those free to go the first in the list. A circle frees nobody: its first goes then.
  func order() -> [Int] {
    var missing = before.map(\.count)
    var isDone = Array(repeating: false, count: before.count)
    // Descending, so that the first is taken from the end.
    var free = missing.indices.reversed().filter { missing[$0] == 0 }
    var firstLeft = 0
    var order: [Int] = []
    while order.count < before.count {
      while firstLeft < isDone.count, isDone[firstLeft] { firstLeft += 1 }
      let next = free.popLast() ?? firstLeft
      isDone[next] = true
      order.append(next)
      for job in behind[next] where !isDone[job] {
        missing[job] -= 1
        if missing[job] == 0 { free.insert(job, at: free.firstIndex { $0 < job } ?? free.count) }
      }
    }
    return order
  }
}
