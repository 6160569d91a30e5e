public import Kernel
public import Lake
public import Pipeline

/// A pipeline file that passed every check: ready to plan and run.
public struct LoadedPipeline: Sendable {
  public let document: PipelineDocument
  public let jobs: [JobName: LoadedJob]
  public let graph: JobGraph
  public let lake: LakeLayout

  public subscript(name: JobName) -> LoadedJob? { jobs[name] }

  /// Jobs in the order they may run in.
  public var ordered: [LoadedJob] { graph.order.compactMap { jobs[$0] } }

  /// How many days back the discovering jobs look.
  public var lookbackDays: Int { jobs.values.map(\.job.lookbackDays).max() ?? 0 }
}

/// One job of it. A class, because it is passed around much and holds much.
public final class LoadedJob: Sendable {
  public let declaration: JobDeclaration
  public let job: any Job
  /// Flattened settings: what the fingerprint is made of and what `why` compares.
  public let settings: [String: String]

  init(declaration: JobDeclaration, job: any Job, settings: [String: String]) {
    self.declaration = declaration
    self.job = job
    self.settings = settings
  }

  public var name: JobName { declaration.name }
  public var traits: JobTraits { type(of: job).traits }
}
