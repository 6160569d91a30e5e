public import Kernel

/// Reads a pipeline file: its own sections here, the keys of each job kind later through `JobDeclaration.fields()`.
public enum PipelineReader {
  /// Everything that is wrong with the file at once.
  ///
  /// The document is nil only when the file is not YAML at all. Beside errors it is there with stand-ins where something is wrong, so that
  /// kinds and graph can add their own complaints; it must not be run then. A `kind` is empty after a problem that was already reported.
  ///
  /// - Parameter file: absolute, or relative to the world's current directory; diagnostics name it as it is given.
  public static func read(file: String, world: World) -> (document: PipelineDocument?, diagnostics: [Diagnostic]) {
    read(
      YAMLReader.read(file: file, world: world, hint: "`nightshift init` writes one to start from; --pipeline FILE names another"),
      file: file,
      world: world)
  }

  /// The same from a text that is no file (yet).
  public static func read(text: String, file: String, world: World) -> (document: PipelineDocument?, diagnostics: [Diagnostic]) {
    read(YAMLReader.read(text: text, file: file), file: file, world: world)
  }

  private static func read(_ reading: YAMLReader.Reading, file: String, world: World) -> (
    document: PipelineDocument?, diagnostics: [Diagnostic]
  ) {
    guard let root = reading.value else { return (nil, reading.diagnostics) }
    var fields = Fields(root, what: "the pipeline", at: SourceLocation(file: file, line: 1, column: 1))
    let document = read(&fields, file: world.absolute(file), text: reading.text, world: world)
    return (document, reading.diagnostics + fields.diagnostics)
  }

  private static func read(_ fields: inout Fields, file: String, text: String, world: World) -> PipelineDocument {
    let name = fields.requiredString("pipeline", example: "nightly")
    if fields.has("pipeline"), let problem = NameRule.check(word: name, "the pipeline", at: fields.location(of: "pipeline")) {
      fields.report(problem)
    }
    let description = fields.string("description")
    let owner = fields.string("owner")
    _ = fields.required("schedule", "{ cron: 0 2 * * *, start: 2026-01-01 }")
    let schedule = fields.nested("schedule", named: "the schedule", ScheduleSection.read)
    let deadline = DeadlineKey.read(&fields, cron: schedule?.cron)
    let pools = PoolSection.read(&fields)
    let interpolation = Interpolation(
      variables: VariableSection.read(&fields, environment: world.environment), environment: world.environment)
    let connections = ConnectionSection.read(&fields, interpolation: interpolation, world: world)
    let sources = SourceSection.read(&fields, interpolation: interpolation)
    let defaults = JobSection.defaults(&fields)
    let jobs = JobSection.read(&fields, defaults: defaults, pools: pools, cron: schedule?.cron, interpolation: interpolation)
    for key in ["pipeline", "description", "owner", "schedule", "deadline", "pools", "defaults"] {
      for (text, location) in fields.value(key)?.texts ?? [] {
        interpolation.check(text, at: location, scope: .elsewhere).forEach { fields.report($0) }
      }
    }
    fields.finish()
    return PipelineDocument(
      file: file, text: text, name: name, description: description, owner: owner,
      schedule: schedule ?? Schedule(cron: .nightly, start: LogicalDate(daysSinceEpoch: 0)),
      pools: pools.compactMapValues { $0?.value }, deadline: deadline,
      variables: interpolation.variables, connections: connections, sources: sources, jobs: jobs)
  }
}
