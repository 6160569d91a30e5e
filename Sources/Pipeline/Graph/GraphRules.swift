import Kernel

/// What must hold between jobs and tables.
struct GraphRules {
  private let graph: JobGraph
  private let sources: Set<TableName>
  /// The jobs that write each table, by name.
  private let writers: [TableName: [JobNode]]

  init(graph: JobGraph, sources: Set<TableName>) {
    self.graph = graph
    self.sources = sources
    var writers: [TableName: [JobNode]] = [:]
    for job in graph.nodes { for table in job.writes { writers[table, default: []].append(job) } }
    self.writers = writers
  }

  func diagnostics() -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (place, job) in graph.nodes.enumerated() {
      if !graph.isSound(place) { diagnostics += dependencies(job, "needs", job.needs) + dependencies(job, "after", job.after) }
      diagnostics += reading(job) + writing(job)
    }
    return diagnostics + writing() + cycles()
  }

  private func dependencies(_ job: JobNode, _ key: String, _ names: [JobName]) -> [Diagnostic] {
    Set(names).sorted().compactMap { name in
      var place: SourceLocation? { job.place(of: name.rawValue, below: [key]) }
      if name == job.name {
        return Diagnostic(1061, "job '\(job.name)' waits for itself", at: place, hint: "remove '\(name)' from its '\(key)'")
      }
      if !graph.has(name) {
        let others = graph.nodes.map(\.name).filter { $0 != job.name }.map(\.rawValue)
        let hint = Suggestion.nearest(to: name.rawValue, in: others).map { "did you mean '\($0)'?" }
        return Diagnostic(1060, "'\(key)' of job '\(job.name)' names a job that does not exist: '\(name)'", at: place, hint: hint)
      }
      guard names.count(where: { $0 == name }) > 1 || (key == "after" && job.needs.contains(name)) else { return nil }
      return Diagnostic(
        1067, "job '\(job.name)' waits for '\(name)' twice", at: place, hint: "name it once; `needs` includes `after`", severity: .warning)
    }
  }

  private func reading(_ job: JobNode) -> [Diagnostic] {
    if job.reads.isEmpty { return [] }
    let outside = job.reads.filter { !sources.contains($0) && !job.writes.contains($0) }
    let upstream = outside.isEmpty ? [] : graph.upstream(of: job.name)
    return outside.sorted().compactMap { table in
      let place = job.place(of: table.rawValue, below: ["reads"])
      let writers = (self.writers[table] ?? []).map(\.name)
      guard let writer = writers.first else {
        let known = sources.union(self.writers.keys).map(\.rawValue)
        let hint =
          Suggestion.nearest(to: table.rawValue, in: known).map { "did you mean '\($0)'?" }
          ?? "declare it under `sources` if somebody else writes it"
        return Diagnostic(1064, "job '\(job.name)' reads '\(table)', which no job writes and no source declares", at: place, hint: hint)
      }
      if writers.contains(where: upstream.contains) { return nil }
      return Diagnostic(
        1065, "job '\(job.name)' reads '\(table)' without needing '\(writer)', which writes it", at: place,
        hint: "add '\(writer)' to its `needs`, or it may read what last night left")
    }
  }

  private func writing(_ job: JobNode) -> [Diagnostic] {
    if job.writes.isEmpty { return [] }
    return job.writes.sorted().filter(sources.contains).map { table in
      Diagnostic(
        1066, "job '\(job.name)' writes '\(table)', which `sources` declares to be somebody else's",
        at: job.place(of: table.rawValue, below: ["writes"]), hint: "write another table, or remove the source")
    }
  }

  private func writing() -> [Diagnostic] {
    writers.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.flatMap { table, writers -> [Diagnostic] in
      let inFile = writers.sorted { ($0.location?.line ?? 0, $0.name) < ($1.location?.line ?? 0, $1.name) }
      let first = inFile[0]
      return inFile.dropFirst().map { job in
        Diagnostic(
          1063, "job '\(job.name)' writes '\(table)', and so does '\(first.name)'", at: job.place(of: table.rawValue, below: ["writes"]),
          hint: "a table has exactly one writer; let one of them write another table")
      }
    }
  }

  /// One circle for each knot of jobs that wait for each other: the shortest through its first job by name.
  private func cycles() -> [Diagnostic] {
    var told: Set<JobName> = []
    return graph.backwards.compactMap { suspect -> Diagnostic? in
      guard !told.contains(suspect) else { return nil }
      let knot = graph.upstream(of: suspect, via: .all).intersection(graph.downstream(of: suspect, via: .all))
      guard knot.contains(suspect), let first = knot.min() else { return nil }
      told.formUnion(knot)
      let path = shortestCycle(from: first)
      return Diagnostic(
        1062, "jobs wait for each other in a circle: \(path.map(\.rawValue).joined(separator: " -> "))",
        at: graph[first]?.place(of: path.dropFirst().first?.rawValue ?? "", below: ["needs", "after"]),
        hint: "one of them must not wait for the next")
    }
  }

  /// `start`, the jobs between, and `start` again: breadth first, so none is shorter.
  private func shortestCycle(from start: JobName) -> [JobName] {
    var cameFrom: [JobName: JobName] = [:]
    var wave = [start]
    while !wave.isEmpty {
      var next: [JobName] = []
      for name in wave {
        for other in graph.before(name) {
          if other == start { return [start] + path(to: name, cameFrom) + [start] }
          guard cameFrom[other] == nil else { continue }
          cameFrom[other] = name
          next.append(other)
        }
      }
      wave = next
    }
    return [start]
  }

  /// The way to `name` without its beginning, which came from nowhere.
  private func path(to name: JobName, _ cameFrom: [JobName: JobName]) -> [JobName] {
    var path: [JobName] = []
    var current = name
    while let previous = cameFrom[current] {
      path.append(current)
      current = previous
    }
    return path.reversed()
  }
}
