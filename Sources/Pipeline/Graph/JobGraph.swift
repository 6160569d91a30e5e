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

  let before: [JobName: Set<JobName>]
  let needed: [JobName: Set<JobName>]

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
    let nodes = Dictionary(list.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.nodes = nodes
    needed = nodes.mapValues { node in Set(node.needs.filter { nodes[$0] != nil && $0 != node.name }) }
    before = nodes.mapValues { node in Set((node.needs + node.after).filter { nodes[$0] != nil && $0 != node.name }) }
    order = Self.ordered(before)
  }

  public subscript(name: JobName) -> JobNode? { nodes[name] }

  /// Every job that `name` waits for, directly or not; itself only when it stands in a cycle.
  public func upstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> {
    let arrows = edges == .needs ? needed : before
    return reach(from: name) { arrows[$0] ?? [] }
  }

  /// Every job that waits for `name`, directly or not.
  public func downstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> {
    let arrows = edges == .needs ? needed : before
    var back: [JobName: Set<JobName>] = [:]
    for (job, targets) in arrows { for target in targets { back[target, default: []].insert(job) } }
    return reach(from: name) { back[$0] ?? [] }
  }

  /// The job that writes `table`; the first by name if, wrongly, there are several.
  public func writer(of table: TableName) -> JobName? { nodes.values.filter { $0.writes.contains(table) }.map(\.name).min() }

  /// The chain of jobs that a night cannot be shorter than, first to last.
  ///
  /// - Parameter weights: how long each job takes; one that is missing counts as one second. Of equal chains the last by name is taken.
  public func criticalPath(weights: [JobName: Span] = [:]) -> [JobName] {
    var finish: [JobName: Int] = [:]
    var chain: [JobName: [JobName]] = [:]
    for name in order {
      let last = before[name, default: []].sorted().max { finish[$0, default: 0] < finish[$1, default: 0] }
      chain[name] = (last.flatMap { chain[$0] } ?? []) + [name]
      finish[name] = (last.flatMap { finish[$0] } ?? 0) + (weights[name] ?? .seconds(1)).microseconds
    }
    return order.sorted().max { finish[$0, default: 0] < finish[$1, default: 0] }.flatMap { chain[$0] } ?? []
  }

  private func reach(from start: JobName, _ next: (JobName) -> Set<JobName>) -> Set<JobName> {
    var found: Set<JobName> = []
    var waiting = [start]
    while let name = waiting.popLast() {
      for other in next(name) where found.insert(other).inserted { waiting.append(other) }
    }
    return found
  }

  private static func ordered(_ before: [JobName: Set<JobName>]) -> [JobName] {
    var open = before
    var order: [JobName] = []
    // A cycle frees nobody: its first job by name goes then.
    while let next = open.filter(\.value.isEmpty).keys.min() ?? open.keys.min() {
      order.append(next)
      open[next] = nil
      for name in open.keys { open[name]?.remove(next) }
    }
    return order
  }
}
