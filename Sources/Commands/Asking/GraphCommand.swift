import ArgumentParser
import JobKit
import Kernel
import Pipeline

/// `nightshift graph`: the jobs and what they wait for.
struct GraphCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, dot, mermaid, json }

  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw the jobs and what they wait for.", discussion: ExitCodeHelp.asking)

  @Option(name: .long, help: "text, dot, mermaid or json.") var format: Format = .text
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    switch global.json ? .json : format {
    case .text: session.console.print(Self.text(pipeline))
    case .dot: session.console.print(Self.dot(pipeline))
    case .mermaid: session.console.print(Self.mermaid(pipeline))
    case .json: try session.console.print(json: GraphDocument(pipeline))
    }
  }

  /// One line a job, in the order of a night, with what it waits for and what flows through it.
  private static func text(_ pipeline: LoadedPipeline) -> String {
    var table = TextTable()
    for job in pipeline.ordered {
      let waits = job.declaration.needs.map { "needs \($0)" } + job.declaration.after.map { "after \($0)" }
      let flow = [
        job.job.reads.sorted().map(\.rawValue).joined(separator: ", "), job.job.writes.sorted().map(\.rawValue).joined(separator: ", "),
      ]
      table.add(
        job.name.rawValue, job.declaration.kind, waits.isEmpty ? "first" : waits.joined(separator: ", "),
        flow[0] + (flow[0].isEmpty || flow[1].isEmpty ? "" : " ") + (flow[1].isEmpty ? "" : "-> \(flow[1])"))
    }
    return table.text
  }

  private static func dot(_ pipeline: LoadedPipeline) -> String {
    var lines = ["digraph \"\(pipeline.document.name)\" {", "  rankdir=LR; node [shape=box];"]
    for job in pipeline.ordered {
      lines.append("  \"\(job.name)\" [label=\"\(job.name)\\n\(job.declaration.kind)\"];")
      for need in job.declaration.needs { lines.append("  \"\(need)\" -> \"\(job.name)\";") }
      for after in job.declaration.after { lines.append("  \"\(after)\" -> \"\(job.name)\" [style=dashed];") }
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  private static func mermaid(_ pipeline: LoadedPipeline) -> String {
    var lines = ["graph LR"]
    for job in pipeline.ordered {
      lines.append("  \(job.name)[\"\(job.name)<br>\(job.declaration.kind)\"]")
      for need in job.declaration.needs { lines.append("  \(need) --> \(job.name)") }
      for after in job.declaration.after { lines.append("  \(after) -.-> \(job.name)") }
    }
    return lines.joined(separator: "\n")
  }
}

/// `nightshift.graph/1`.
struct GraphDocument: JSONDocument, Encodable {
  static let name = "graph"
  static let about = "the jobs and what they wait for"
  static let members: [Shape.Member] = [
    .must("pipeline", .text, "Its name"),
    .must(
      "jobs",
      .list(
        .object([
          .must("job", .text, "Its name"), .must("kind", .text, "Its kind"),
          .must("needs", .list(.text), "Jobs that must have succeeded before it"),
          .must("after", .list(.text), "Jobs that must have ended before it"),
          .must("reads", .list(.text), "Tables it reads"), .must("writes", .list(.text), "Tables it writes"),
        ])), "In the order of a night"),
  ]

  struct Node: Encodable {
    let job: JobName
    let kind: String
    let needs: [JobName]
    let after: [JobName]
    let reads: [TableName]
    let writes: [TableName]
  }

  let schema = Self.schemaName
  let pipeline: String
  let jobs: [Node]

  init(_ pipeline: LoadedPipeline) {
    self.pipeline = pipeline.document.name
    jobs = pipeline.ordered.map { job in
      Node(
        job: job.name, kind: job.declaration.kind, needs: job.declaration.needs, after: job.declaration.after,
        reads: job.job.reads.sorted(),
        writes: job.job.writes.sorted())
    }
  }
}
