import Kernel
import Pipeline
import Testing

@Suite struct SelectorTests {
  private let graph = JobGraph.build(
    [
      JobNode(name: JobName("crawl_events"), kind: "crawl", tags: ["fast"]),
      JobNode(name: JobName("events"), kind: "compact", needs: [JobName("crawl_events")]),
      JobNode(name: JobName("extract_shop"), kind: "extract", tags: ["fast"]),
      JobNode(name: JobName("quality"), kind: "quality", needs: [JobName("events"), JobName("extract_shop")]),
      JobNode(name: JobName("tier_lake"), kind: "lifecycle", needs: [JobName("events")]),
      JobNode(name: JobName("purge_lake"), kind: "purge", after: [JobName("tier_lake")]),
    ], sources: []
  ).graph

  @Test(arguments: [
    ("events", ["events"]), ("+events", ["crawl_events", "events"]), ("events+", ["events", "quality", "tier_lake"]),
    ("+events+", ["crawl_events", "events", "quality", "tier_lake"]), ("kind:crawl", ["crawl_events"]),
    ("tag:fast", ["crawl_events", "extract_shop"]),
    ("tag:fast+", ["crawl_events", "events", "extract_shop", "quality", "tier_lake"]),
    ("+kind:quality", ["crawl_events", "events", "extract_shop", "quality"]),
    ("events, quality", ["events", "quality"]), ("events,events", ["events"]), ("+purge_lake", ["purge_lake"]),
  ])
  func whatIsMeant(_ text: String, jobs: [String]) {
    let (selector, diagnostics) = Selector.parse(text)
    #expect(diagnostics == [])
    let (selected, problems) = selector.select(from: graph)
    #expect(problems == [])
    #expect(selected.map(\.rawValue).sorted() == jobs)
  }

  @Test(arguments: [("", 1070), ("a,", 1070), ("+", 1070), ("++a", 1070), ("a b", 1070), ("owner:x", 1071), ("kind:", 1071), (":x", 1071)])
  func whatCannotBeRead(_ text: String, code: Int) { #expect(Selector.parse(text).diagnostics.map(\.code.number) == [code]) }

  @Test func aTermThatMeansNothingIsReportedBesideThoseThatDo() {
    let (jobs, diagnostics) = Selector.parse("events,evnts+,kind:shell,tag:slow").selector.select(from: graph)
    #expect(jobs == [JobName("events")])
    #expect(diagnostics.map(\.code) == [1072, 1072, 1072])
    #expect(diagnostics.first?.hint == "did you mean 'events'?")
  }
}
