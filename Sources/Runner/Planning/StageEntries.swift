import Kernel

/// The jobs of a stage as its scheduler knows them: positions in the stage instead of numbers of the roster.
struct StageEntries {
  let entries: [StageScheduler.Entry]

  init(_ stage: Stage, _ roster: Roster) {
    var positions = [Int?](repeating: nil, count: roster.count)
    for (position, job) in stage.jobs.enumerated() { positions[job] = position }
    // A job that the stage leaves out still hands on the order of those around it.
    var handedOn: [Int: Set<Int>] = [:]
    func blockers(of job: Int) -> Set<Int> {
      if let known = handedOn[job] { return known }
      var found: Set<Int> = []
      for blocker in roster[job].blockers {
        if let position = positions[blocker] { found.insert(position) } else { found.formUnion(blockers(of: blocker)) }
      }
      handedOn[job] = found
      return found
    }
    /// Jobs stand in a stage as in the roster, so places in the one ascend with those in the other.
    func inStage(_ blockers: [Int]) -> [Int]? {
      var found: [Int] = []
      for blocker in blockers {
        guard let position = positions[blocker] else { return nil }
        found.append(position)
      }
      return found
    }
    entries = stage.jobs.map { job in
      let member = roster[job]
      return StageScheduler.Entry(
        blockers: inStage(member.blockers) ?? blockers(of: job).sorted(), isSequential: member.isSequential, uses: member.uses,
        priority: member.priority)
    }
  }

  /// For each job the longest chain that begins with it, in microseconds.
  func paths(_ durations: [Span]) -> [Int] {
    var paths = durations.map(\.microseconds)
    // Blockers stand before those that wait for them.
    for position in entries.indices.reversed() {
      for blocker in entries[position].blockers {
        paths[blocker] = max(paths[blocker], durations[blocker].microseconds + paths[position])
      }
    }
    return paths
  }
}
