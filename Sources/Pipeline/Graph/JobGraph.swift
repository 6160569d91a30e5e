public import Kernel

/// The jobs of a pipeline and what holds between them. Pure; made once, asked often.
public struct JobGraph: Sendable {
  /// Which arrows to follow.
  public enum Edges: Sendable {
    /// `needs`: what must succeed first.
    case needs
    /// `needs` and `after`: what must have ended first.
    case all
  }

  /// By name.
  public let nodes: [JobName: JobNode]
  /// Every job once, each behind those it needs or follows, and among those free to go, by name. Jobs of a cycle follow by name.
  public let order: [JobName]

  /// Every job by name; arrows are places in this list, so that the order of places is that of names.
  let names: [JobName]
  private let places: [JobName: Int]
  private let needs: JobArrows
  private let all: JobArrows
  private let writers: [TableName: JobName]

  /// The graph, and everything that is wrong with it; with errors it is good for looking at, not for running.
  ///
  /// - Parameters:
  ///   - nodes: one per job; of two with one name the first counts (the reader of the file reports the second).
  ///   - sources: tables that somebody else writes.
  public static func build(_ nodes: [JobNode], sources: Set<TableName>) -> (graph: JobGraph, diagnostics: [Diagnostic]) {
    let graph = JobGraph(nodes)
    return (graph, GraphRules(graph: graph, sources: sources).diagnostics())
  }

  init(_ list: [JobNode]) {
    nodes = Dictionary(list.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let jobs = nodes.values.sorted { $0.name < $1.name }
    let names = jobs.map(\.name)
    let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    self.names = names
    self.places = places
    needs = JobArrows(jobs.map { $0.needs.compactMap { places[$0] } })
    all = JobArrows(jobs.map { ($0.needs + $0.after).compactMap { places[$0] } })
    order = all.order().map { names[$0] }
    let written = list.flatMap { node in node.writes.map { ($0, node.name) } }
    writers = Dictionary(written, uniquingKeysWith: { min($0, $1) })
  }

  func has(_ name: JobName) -> Bool { places[name] != nil }

  public subscript(name: JobName) -> JobNode? { nodes[name] }

  /// Every job that `name` waits for, directly or not; itself only when it stands in a cycle.
  public func upstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> { reach(from: name, arrows(edges).before) }

  /// Every job that waits for `name`, directly or not.
  public func downstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> { reach(from: name, arrows(edges).behind) }

  /// The job that writes `table`; the first by name if, wrongly, there are several.
  public func writer(of table: TableName) -> JobName? { writers[table] }

  /// What `name` itself waits for, by name.
  func before(_ name: JobName) -> [JobName] { places[name].map { all.before[$0].map { names[$0] } } ?? [] }

  /// The chain of jobs that a night cannot be shorter than, first to last.
  ///
  /// - Parameter weights: how long each job takes; one that is missing counts as one second. Of equal chains the last by name is taken.
  public func criticalPath(weights: [JobName: Span] = [:]) -> [JobName] {
    var finish: [JobName: Int] = [:]
    var previous: [JobName: JobName] = [:]
    for name in order {
      // In a circle some of those before come later in the order; the chain cannot lead through them.
      let last = before(name).filter { finish[$0] != nil }.max { (finish[$0, default: 0], $0) < (finish[$1, default: 0], $1) }
      previous[name] = last
      finish[name] = (last.flatMap { finish[$0] } ?? 0) + (weights[name] ?? .seconds(1)).microseconds
    }
    var path: [JobName] = []
    var next = order.max { (finish[$0, default: 0], $0) < (finish[$1, default: 0], $1) }
    while let name = next {
      path.append(name)
      next = previous[name]
    }
    return path.reversed()
  }

  private func arrows(_ edges: Edges) -> JobArrows {
    switch edges {
    case .needs: needs
    case .all: all
    }
  }

  private func reach(from name: JobName, _ arrows: [[Int]]) -> Set<JobName> {
    guard let start = places[name] else { return [] }
    var found = Array(repeating: false, count: names.count)
    var waiting = [start]
    var result: Set<JobName> = []
    while let place = waiting.popLast() {
      for other in arrows[place] where !found[other] {
        found[other] = true
        waiting.append(other)
        result.insert(names[other])
      }
    }
    return result
  }
}
