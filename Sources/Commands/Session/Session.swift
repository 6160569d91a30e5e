import ArgumentParser
import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State

/// What a command works in: the world, the pipeline and the state that its options name.
struct Session {
  let options: GlobalOptions
  let world: World
  let console: Console
  /// The moment that NIGHTSHIFT_AS_OF sets; nil when the clock goes or --as-of was given. Left behind in a crontab it makes every night the same.
  let clockOfEnvironment: Instant?

  init(_ options: GlobalOptions) throws {
    self.options = options
    let system = World.system()
    let fromEnvironment = options.asOf == nil ? system.environment["NIGHTSHIFT_AS_OF"].flatMap { $0.isEmpty ? nil : $0 } : nil
    if let text = options.asOf ?? fromEnvironment {
      guard let instant = Instant(text) else {
        throw ValidationError(
          "\(options.asOf == nil ? "NIGHTSHIFT_AS_OF" : "--as-of") takes a moment in UTC such as 2026-11-22T02:00:00Z, not '\(text)'")
      }
      world = system.frozen(at: instant)
      clockOfEnvironment = fromEnvironment == nil ? nil : instant
    } else {
      world = system
      clockOfEnvironment = nil
    }
    console = Console(options, world: system)
  }

  var pipelineFile: String { world.absolute(options.pipeline ?? world.environment["NIGHTSHIFT_PIPELINE"] ?? "jobs/nightly.yaml") }

  var stateDirectory: String { world.absolute(options.state ?? world.environment["NIGHTSHIFT_STATE"] ?? "state") }

  /// The checked pipeline; prints everything that is wrong and ends with 65 otherwise.
  func pipeline() throws -> LoadedPipeline {
    let (pipeline, diagnostics) = PipelineLoader.load(file: pipelineFile, registry: BuiltIn.kinds, world: world)
    guard let pipeline else {
      Console.write(DiagnosticRenderer.render(diagnostics, world: world, color: console.colorsErrors), to: .error)
      throw Ending(code: .invalidJobFile)
    }
    return pipeline
  }

  /// The state to ask; a state folder that is not there reads as empty and stays not there.
  /// - Parameter pipeline: where it is known; its lake tells a new folder from one whose file is gone.
  func stateToRead(_ pipeline: LoadedPipeline? = nil) throws(Failure) -> StateStore {
    let isThere = Files.exists(StateStore.path(in: stateDirectory))
    let pipeline = pipeline ?? (isThere ? nil : PipelineLoader.load(file: pipelineFile, registry: BuiltIn.kinds, world: world).pipeline)
    return try StateStore(
      directory: stateDirectory, mode: .readOnly, lake: pipeline?.lake.manifests, patience: StateStore.patience(world))
  }

  /// A date given by a person, or the last one whose run is due.
  func date(_ text: String?, _ pipeline: LoadedPipeline) throws -> LogicalDate {
    guard let text else { return pipeline.document.schedule.lastClosed(at: world.now()) }
    return try Self.date(text)
  }

  static func date(_ text: String) throws -> LogicalDate {
    guard let date = LogicalDate(text) else { throw ValidationError("'\(text)' is not a date: write YYYY-MM-DD") }
    return date
  }

  /// The jobs that `--select` and `--exclude` leave; nil is all of them.
  func selection(_ options: SelectionOptions, _ pipeline: LoadedPipeline) throws -> Set<JobName>? {
    guard options.select != nil || options.exclude != nil else { return nil }
    func evaluate(_ text: String) throws -> Set<JobName> {
      let (selector, problems) = Selector.parse(text)
      let (jobs, more) = selector.select(from: pipeline.graph)
      if let problem = (problems + more).first { throw ValidationError(problem.message + (problem.hint.map { "; \($0)" } ?? "")) }
      return jobs
    }
    let selected = try options.select.map(evaluate) ?? Set(pipeline.jobs.keys)
    let left = selected.subtracting(try options.exclude.map(evaluate) ?? [])
    guard !left.isEmpty else {
      let given = [options.select.map { "--select \($0)" }, options.exclude.map { "--exclude \($0)" }].compactMap(\.self)
      throw ValidationError("\(given.joined(separator: " ")) leaves no job")
    }
    return left
  }
}
