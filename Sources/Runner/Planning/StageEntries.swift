import Kernel

/// The jobs of a stage as its scheduler knows them: positions in the stage instead of numbers of the roster.
struct StageEntries {
  let entries: [StageScheduler.Entry]

  init(_ stage: Stage, _ roster: Roster) {
    let positions = Dictionary(uniqueKeysWithValues: stage.jobs.enumerated().map { ($1, $0) })
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
    entries = stage.jobs.map { job in
      let member = roster[job]
      return StageScheduler.Entry(
        blockers: blockers(of: job).sorted(), isSequential: member.isSequential, uses: member.uses, priority: member.priority)
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
