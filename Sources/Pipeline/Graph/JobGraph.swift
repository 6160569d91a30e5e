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
  public let nodes: [JobNode]
  /// Every job once, each behind those it needs or follows, and among those free to go, by name. Jobs of a cycle follow by name.
  public let order: [JobName]

  /// Arrows are places in `nodes`, so that the order of places is that of names.
  private let places: [JobName: Int]
  /// `order` in places.
  private let sequence: [Int]
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
    var places = Dictionary(list.indices.map { (list[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    let nodes = places.values.sorted { list[$0].name < list[$1].name }.map { list[$0] }
    for (place, node) in nodes.enumerated() { places[node.name] = place }
    let needs = JobArrows(nodes.map { $0.needs.compactMap { places[$0] } })
    let hasAfter = nodes.contains { !$0.after.isEmpty }
    let all = hasAfter ? JobArrows(nodes.map { ($0.needs + $0.after).compactMap { places[$0] } }) : needs
    self.nodes = nodes
    self.places = places
    self.needs = needs
    self.all = all
    sequence = all.order()
    order = sequence.map { nodes[$0].name }
    let written = list.flatMap { node in node.writes.map { ($0, node.name) } }
    writers = Dictionary(written, uniquingKeysWith: { min($0, $1) })
  }

  func has(_ name: JobName) -> Bool { places[name] != nil }

  public subscript(name: JobName) -> JobNode? { places[name].map { nodes[$0] } }

  /// Every job that `name` waits for, directly or not; itself only when it stands in a cycle.
  public func upstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> { reach(from: name, arrows(edges).before) }

  /// Every job that waits for `name`, directly or not.
  public func downstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> { reach(from: name, arrows(edges).behind) }

  /// The job that writes `table`; the first by name if, wrongly, there are several.
  public func writer(of table: TableName) -> JobName? { writers[table] }

  /// What `name` itself waits for, by name.
  func before(_ name: JobName) -> [JobName] { places[name].map { all.before[$0].map { nodes[$0].name } } ?? [] }

  /// Every name that the job at a place gives is that of another job, and given once.
  func isSound(_ place: Int) -> Bool { all.before[place].count == nodes[place].needs.count + nodes[place].after.count }

  /// The jobs that the order puts before one that they wait for: every circle holds one.
  var backwards: [JobName] {
    var turn = [Int](repeating: 0, count: nodes.count)
    for (index, place) in sequence.enumerated() { turn[place] = index }
    return sequence.filter { place in all.before[place].contains { turn[$0] > turn[place] } }.map { nodes[$0].name }
  }

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
    var found = Array(repeating: false, count: nodes.count)
    var waiting = [start]
    var result: Set<JobName> = []
    while let place = waiting.popLast() {
      for other in arrows[place] where !found[other] {
        found[other] = true
        waiting.append(other)
        result.insert(nodes[other].name)
      }
    }
    return result
  }
}
