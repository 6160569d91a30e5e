import Kernel
import Pipeline
import Testing

@Suite struct JobGraphTests {
  private func node(_ name: String, needs: [String] = [], after: [String] = [], reads: [String] = [], writes: [String] = []) -> JobNode {
    JobNode(
      name: JobName(name), needs: needs.map { JobName($0) }, after: after.map { JobName($0) }, reads: Set(reads.map { TableName($0) }),
      writes: Set(writes.map { TableName($0) }))
  }

  private func names(_ jobs: some Sequence<JobName>) -> [String] { jobs.map(\.rawValue) }

  private var nightly: [JobNode] {
    [
      node("purge_lake", after: ["tier_lake"]), node("quality", needs: ["events", "extract_shop"]), node("extract_shop"),
      node("tier_lake", needs: ["events"]), node("events", needs: ["crawl_events"]), node("crawl_events"),
    ]
  }

  @Test func theOrderFollowsDependenciesAndThenNames() {
    let expected = ["crawl_events", "events", "extract_shop", "quality", "tier_lake", "purge_lake"]
    for nodes in [nightly, nightly.reversed(), Array(nightly[3...] + nightly[..<3])] {
      let (graph, diagnostics) = JobGraph.build(nodes, sources: [])
      #expect(diagnostics == [])
      #expect(names(graph.order) == expected)
    }
  }

  @Test func upstreamAndDownstream() {
    let graph = JobGraph.build(nightly, sources: []).graph
    #expect(names(graph.upstream(of: JobName("quality")).sorted()) == ["crawl_events", "events", "extract_shop"])
    #expect(graph.upstream(of: JobName("purge_lake")) == [])
    #expect(names(graph.upstream(of: JobName("purge_lake"), via: .all).sorted()) == ["crawl_events", "events", "tier_lake"])
    #expect(names(graph.downstream(of: JobName("crawl_events")).sorted()) == ["events", "quality", "tier_lake"])
    #expect(names(graph.downstream(of: JobName("crawl_events"), via: .all).sorted()) == ["events", "purge_lake", "quality", "tier_lake"])
    #expect(graph.upstream(of: JobName("nobody")) == [])
  }

  @Test func theCriticalPathIsTheLongestChain() {
    let graph = JobGraph.build(nightly, sources: []).graph
    #expect(names(graph.criticalPath()) == ["crawl_events", "events", "tier_lake", "purge_lake"])
    #expect(names(graph.criticalPath(weights: [JobName("extract_shop"): .seconds(100)])) == ["extract_shop", "quality"])
    #expect(JobGraph.build([], sources: []).graph.criticalPath() == [])
  }

  @Test func everyJobOfACircleIsOrderedAndTheCircleShownOnce() {
    let (graph, diagnostics) = JobGraph.build(
      [node("a", needs: ["b"]), node("b", after: ["c"]), node("c", needs: ["a"]), node("d", needs: ["c"])], sources: [])
    #expect(names(graph.order.sorted()) == ["a", "b", "c", "d"])
    #expect(graph.order.last == JobName("d"))
    #expect(diagnostics.map(\.message) == ["jobs wait for each other in a circle: a -> b -> c -> a"])
    #expect(graph.criticalPath().count <= 4)
  }

  @Test func readersNeedTheirWritersAndTheirSources() {
    let writer = node("w", writes: ["a.b"]), middle = node("m", needs: ["w"])
    func codes(_ nodes: [JobNode], _ sources: Set<TableName> = []) -> [Code] {
      JobGraph.build(nodes, sources: sources).diagnostics.map(\.code)
    }
    #expect(codes([writer, node("r", needs: ["w"], reads: ["a.b"])]) == [])
    #expect(codes([writer, middle, node("r", needs: ["m"], reads: ["a.b"])]) == [])
    #expect(codes([writer, node("r", after: ["w"], reads: ["a.b"])]) == [1065])
    #expect(codes([writer, node("r", reads: ["a.c"])]) == [1064])
    #expect(codes([node("r", reads: ["a.c"])], [TableName("a.c")]) == [])
    #expect(codes([node("own", reads: ["a.b"], writes: ["a.b"])]) == [])
    #expect(codes([writer], [TableName("a.b")]) == [1066])
    #expect(codes([writer, node("x", writes: ["a.b"]), node("y", writes: ["a.b"])]) == [1063, 1063])
  }

  @Test func aRandomGraphIsOrderedSoThatNobodyComesBeforeWhatItWaitsFor() {
    var random = 0x2545_f491_4f6c_dd1d
    func next(_ bound: Int) -> Int {
      random = (random &* 6_364_136_223_846_793_005) &+ 1_442_695_040_888_963_407
      return ((random >> 33) & 0x3fff_ffff) % bound
    }
    for _ in 0..<50 {
      let count = 1 + next(30)
      let nodes = (0..<count).map { index in
        node(
          "j\(index)", needs: (0..<next(3)).compactMap { _ in index == 0 ? nil : "j\(next(index))" },
          after: (0..<next(2)).compactMap { _ in index == 0 ? nil : "j\(next(index))" })
      }
      let graph = JobGraph.build(nodes, sources: []).graph
      let position = Dictionary(uniqueKeysWithValues: graph.order.enumerated().map { ($1, $0) })
      #expect(position.count == count)
      for node in nodes {
        for earlier in node.needs + node.after { #expect(position[earlier, default: .max] < position[node.name, default: -1]) }
        for other in graph.upstream(of: node.name) { #expect(graph.downstream(of: other).contains(node.name)) }
      }
    }
  }
}
