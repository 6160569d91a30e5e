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

  /// What each job waits for, and who waits for it, by the arrows followed.
  let before: [Edges: [JobName: Set<JobName>]]
  let behind: [Edges: [JobName: Set<JobName>]]
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
    let nodes = Dictionary(list.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.nodes = nodes
    func arrows(_ targets: (JobNode) -> [JobName]) -> [JobName: Set<JobName>] {
      nodes.mapValues { node in Set(targets(node).filter { nodes[$0] != nil && $0 != node.name }) }
    }
    let all = arrows { $0.needs + $0.after }
    before = [.needs: arrows(\.needs), .all: all]
    behind = before.mapValues(Self.turned)
    order = Self.ordered(all, behind: Self.turned(all))
    let written = list.flatMap { node in node.writes.map { ($0, node.name) } }
    writers = Dictionary(written, uniquingKeysWith: { min($0, $1) })
  }

  public subscript(name: JobName) -> JobNode? { nodes[name] }

  /// Every job that `name` waits for, directly or not; itself only when it stands in a cycle.
  public func upstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> { Self.reach(from: name, before[edges] ?? [:]) }

  /// Every job that waits for `name`, directly or not.
  public func downstream(of name: JobName, via edges: Edges = .needs) -> Set<JobName> { Self.reach(from: name, behind[edges] ?? [:]) }

  /// The job that writes `table`; the first by name if, wrongly, there are several.
  public func writer(of table: TableName) -> JobName? { writers[table] }

  /// The chain of jobs that a night cannot be shorter than, first to last.
  ///
  /// - Parameter weights: how long each job takes; one that is missing counts as one second. Of equal chains the last by name is taken.
  public func criticalPath(weights: [JobName: Span] = [:]) -> [JobName] {
    var finish: [JobName: Int] = [:]
    var previous: [JobName: JobName] = [:]
    for name in order {
      // In a circle some of those before come later in the order; the chain cannot lead through them.
      let last = (before[.all]?[name] ?? []).filter { finish[$0] != nil }.max {
        (finish[$0, default: 0], $0) < (finish[$1, default: 0], $1)
      }
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

  private static func turned(_ arrows: [JobName: Set<JobName>]) -> [JobName: Set<JobName>] {
    var result: [JobName: Set<JobName>] = [:]
    for (job, targets) in arrows { for target in targets { result[target, default: []].insert(job) } }
    return result
  }

  private static func reach(from start: JobName, _ arrows: [JobName: Set<JobName>]) -> Set<JobName> {
    var found: Set<JobName> = []
    var waiting = [start]
    while let name = waiting.popLast() {
      for other in arrows[name] ?? [] where found.insert(other).inserted { waiting.append(other) }
    }
    return found
  }

  private static func ordered(_ before: [JobName: Set<JobName>], behind: [JobName: Set<JobName>]) -> [JobName] {
    var missing = before.mapValues(\.count)
    var free = Set(missing.filter { $0.value == 0 }.keys)
    var order: [JobName] = []
    // A circle frees nobody: its first job by name goes then.
    while let next = free.min() ?? missing.keys.min() {
      free.remove(next)
      missing[next] = nil
      order.append(next)
      for name in behind[next] ?? [] {
        guard let count = missing[name] else { continue }
        missing[name] = count - 1
        if count == 1 { free.insert(name) }
      }
    }
    return order
  }
}
