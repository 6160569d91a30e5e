/// Where ready cells wait for a pool: by job, so that of ten years of one job's cells only the first is looked at again.
struct Parking {
  private var waiting: [ReadyHeap]
  /// The pool that the job's first cell waits for.
  private var lacking: [Int?]
  private var closed: Set<Int> = []

  init(_ jobs: Int) {
    waiting = [ReadyHeap](repeating: ReadyHeap(), count: jobs)
    lacking = [Int?](repeating: nil, count: jobs)
  }

  /// A cell of the job waits already: later ones queue behind it.
  func isClosed(_ job: Int) -> Bool { closed.contains(job) }

  /// Somebody who goes first waits for the pool.
  func isReserved(_ pool: Int, before key: UInt64) -> Bool {
    closed.contains { job in lacking[job] == pool && waiting[job].first.map { $0 < key } ?? false }
  }

  mutating func park(_ key: UInt64, _ job: Int) { waiting[job].push(key) }

  mutating func park(_ key: UInt64, _ job: Int, waitingFor pool: Int) {
    waiting[job].push(key)
    lacking[job] = pool
    closed.insert(job)
  }

  /// The cell of the job that is next in the queue, when its first one could start.
  mutating func next(_ job: Int) -> UInt64? { waiting[job].pop() }

  /// Something was given back to the pool: the first cell of each job that waits for it may look again.
  mutating func open(_ pool: Int) -> [UInt64] {
    let jobs = closed.filter { lacking[$0] == pool }
    closed.subtract(jobs)
    return jobs.compactMap { waiting[$0].pop() }
  }
}
