public import Kernel
import Lake
import Pipeline

/// From a file to jobs that are ready to run, or to everything that is wrong with it.
public enum PipelineLoader {
  /// The pipeline when there was no error; warnings come along with it.
  public static func load(file: String, registry: KindRegistry, world: World) -> (pipeline: LoadedPipeline?, diagnostics: [Diagnostic]) {
    let read = PipelineReader.read(file: file, world: world)
    var diagnostics = read.diagnostics
    guard let document = read.document else { return (nil, diagnostics) }

    var jobs: [JobName: LoadedJob] = [:]
    for declaration in document.jobs where !declaration.kind.isEmpty {
      guard let kind = registry[declaration.kind] else {
        diagnostics.append(unknownKind(declaration, registry))
        continue
      }
      var fields = declaration.fields()
      let job = kind.init(&fields, in: JobScope(name: declaration.name, document: document, world: world))
      fields.finish()
      diagnostics += fields.diagnostics
      var extra = job.extraSettings
      extra["kind version"] = "\(kind.kind) \(kind.version)"
      jobs[declaration.name] = LoadedJob(declaration: declaration, job: job, settings: Settings.flattened(declaration.body, extra: extra))
    }
    let nodes = document.jobs.map { declaration in
      JobNode(declaration, reads: jobs[declaration.name]?.job.reads ?? [], writes: jobs[declaration.name]?.job.writes ?? [])
    }
    let (graph, problems) = JobGraph.build(nodes, sources: Set(document.sources.map(\.table)))
    // With a job unread, nobody knows which tables it reads and writes: only what is wrong with the arrows is certain.
    let aboutTables: ClosedRange<Code> = 1063...1066
    diagnostics += jobs.count == document.jobs.count ? problems : problems.filter { !aboutTables.contains($0.code) }
    diagnostics += RetentionRules(jobs: jobs, graph: graph, sources: document.sources).diagnostics()
    let lake = document.connections.compactMap { if case .local(let path) = $0.kind { LakeLayout(root: path) } else { nil } }.first
    guard !diagnostics.contains(where: { $0.severity == .error }), let lake else { return (nil, diagnostics) }
    return (LoadedPipeline(document: document, jobs: jobs, graph: graph, lake: lake), diagnostics)
  }

  private static func unknownKind(_ declaration: JobDeclaration, _ registry: KindRegistry) -> Diagnostic {
    let names = registry.kinds.map { $0.kind }
    let hint =
      Suggestion.nearest(to: declaration.kind, in: names).map { "did you mean '\($0)'?" } ?? "there are: \(names.joined(separator: ", "))"
    let location = declaration.body.pairs?.first { $0.key == "kind" }?.value.location ?? declaration.location
    return Diagnostic(6001, "job '\(declaration.name)' has the unknown kind '\(declaration.kind)'", at: location, hint: hint)
  }
}
