import Drivers
import Kernel
import Pipeline
import TestSupport
import Testing

/// What a person sees who has `nightshift` look at `Goldens/<name>.yaml`: the file's own problems, those of its jobs, its graph and, if its
/// first line is `# select: …`, of that selector.
struct GoldenCase: CustomTestStringConvertible, Sendable {
  let name: String

  static let folder = Files.directory(of: #filePath) + "/Goldens"

  /// Every expected output and every input there is; a missing file and a too large one have no input in the repository.
  static let all: [GoldenCase] = {
    let entries = (try? Files.list(folder)) ?? []
    let names = entries.map(\.path).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".txt") }.map { String($0.prefix { $0 != "." }) }
    return Set(names).union(["missing-file", "too-large", "too-many-values"]).sorted().map(GoldenCase.init)
  }()

  var testDescription: String { name }
  var expected: String { "\(Self.folder)/\(name).txt" }

  var diagnostics: [Diagnostic] {
    get throws { try inWorld { diagnostics($0) } }
  }

  var rendered: String {
    get throws { try inWorld { DiagnosticRenderer.render(diagnostics($0), world: $0) } }
  }

  private func diagnostics(_ world: World) -> [Diagnostic] {
    let file = "\(name).yaml"
    var (document, diagnostics) = PipelineReader.read(file: file, world: world)
    guard let document else { return diagnostics }
    let nodes = document.jobs.map { job in
      var fields = job.fields()
      let kind = TestKind(&fields)
      if job.body.pairs != nil { fields.finish() }
      diagnostics += fields.diagnostics
      return JobNode(job, reads: kind.reads, writes: kind.writes)
    }
    let (graph, problems) = JobGraph.build(nodes, sources: Set(document.sources.map(\.table)))
    diagnostics += problems
    let first = document.text.prefix { $0 != "\n" }
    if first.hasPrefix("# select: ") {
      let (selector, problems) = Selector.parse(String(first.dropFirst(10)))
      diagnostics += problems + selector.select(from: graph).diagnostics
    }
    return diagnostics
  }

  /// The folder of the goldens as the current one, or a passing one for an input that is made up.
  func inWorld<Result>(_ body: (World) throws -> Result) throws -> Result {
    guard let generated else { return try body(.test(in: Self.folder)) }
    return try inScratchFolder { folder in
      try Files.write(Array(generated.utf8), to: "\(folder)/\(name).yaml")
      return try body(.test(in: folder))
    }
  }

  /// Inputs that are too large for the repository.
  private var generated: String? {
    switch name {
    case "too-large": "pipeline: " + String(repeating: "x", count: 1 << 20)
    case "too-many-values":
      "pipeline: a\nschedule: { cron: 0 2 * * *, start: 2026-01-01 }\nconnections: { lake: { kind: local, path: data } }\njobs:\n  a:\n    kind: shell\n    reads: ["
        + String(repeating: "1,", count: 250_000) + "1]\n"
    default: nil
    }
  }
}

/// A kind with a key of every type, which every job of the goldens has.
private struct TestKind {
  var reads: Set<TableName>
  var writes: Set<TableName>

  init(_ fields: inout Fields) {
    reads = Set(fields.strings("reads").map { TableName($0) })
    writes = Set(fields.strings("writes").map { TableName($0) })
    _ = fields.span("lookback")
    _ = fields.percent("at_most")
    _ = fields.string("report")
    _ = fields.string("literal")
    _ = fields.nested("quarantine") { _ = $0.percent("at_most") }
  }
}

extension World {
  /// A world at rest, with a small environment.
  static func test(in folder: String) -> World {
    World(
      now: { Instant(seconds: 0) }, uptime: { .zero }, environment: ["EMPTY": "", "SHOP_DSN": "host=db", "SHOP_PASSWORD": "secret"],
      currentDirectory: folder, processID: 1, isReplayed: true)
  }
}
