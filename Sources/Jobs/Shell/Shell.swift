import Drivers
public import JobKit
public import Kernel
public import Pipeline
import State

/// Runs a program: an argument list, never a shell's command string.
///
/// The program gets a cleaned environment: `PATH`, `HOME`, `LANG`, `TZ=UTC`, what the job declares, and the cell in `NIGHTSHIFT_DATE`,
/// `NIGHTSHIFT_INTERVAL_START`, `NIGHTSHIFT_INTERVAL_END`, `NIGHTSHIFT_RUN`, `NIGHTSHIFT_JOB`, `NIGHTSHIFT_ATTEMPT` and
/// `NIGHTSHIFT_STATE_FOLDER`. Nothing else of nightshift's own
/// environment reaches it, so no password does. Its output goes to the attempt's log, line by line, and nowhere else: it may hold personal data.
/// Exit code 0 is done, 75 (EX_TEMPFAIL) asks for another attempt, anything else is a failure. On a timeout its whole process group is ended, and
/// so is, when the program itself has ended, whatever it left running: SIGTERM, eight seconds, SIGKILL.
public struct Shell: Job {
  public static let kind = "shell"
  public static let version = 1
  public static let traits = JobTraits(backfill: .perInterval, effect: .none, delegates: true)
  public static let summary = "runs a program with the interval in its environment"
  public static let example = """
    kind: shell
    command: [ bin/refresh-forecast, --day, "${date}" ]
    directory: .
    environment: { FORECAST_LEVEL: full }
    """
  public static let keys = [
    KeySchema(
      "command", .list(.string), "program and arguments; no shell reads them; exit code 75 asks for another attempt", required: true),
    KeySchema("reads", .list(.string), "tables whose partition of the date makes it run again"),
    KeySchema("writes", .list(.string), "tables that it writes"),
    KeySchema("environment", .map(.string), "further environment variables, beside NIGHTSHIFT_DATE and others (nightshift --help)"),
    KeySchema("directory", .string, "working directory; that of nightshift unless given"),
  ]

  public var hasInputs: Bool { !reads.isEmpty }
  public let reads: Set<TableName>
  public let writes: Set<TableName>
  let command: [String]
  let environment: [String: String]
  let directory: String

  public init(_ fields: inout Fields, in scope: JobScope) {
    command = ShellSettings.command(&fields)
    reads = Set(fields.strings("reads").map { TableName($0) })
    writes = Set(fields.strings("writes").map { TableName($0) })
    environment = ShellSettings.environment(&fields)
    directory = fields.string("directory") ?? "."
  }

  public func run(_ context: JobContext) async throws -> JobOutcome {
    let interpolation = Interpolation(variables: context.document.variables)
    let fill = { (text: String) in interpolation.render(text, date: context.date, run: context.run) }
    let lines = OutputLines { context.log($0) }
    var child = ChildProcess(
      command.map(fill), environment: variables(context, fill), directory: context.world.absolute(fill(directory)))
    child.endsDescendants = true
    child.onOutput = { lines.add($0, $1) }
    defer { lines.finish() }
    let result = try await child.run()
    guard result.code == 0 else {
      throw ShellFailure.failure(code: result.code, command: command[0], cell: context.cell, attempt: context.attempt)
    }
    return JobOutcome()
  }

  private func variables(_ context: JobContext, _ fill: (String) -> String) -> [String: String] {
    var result = ["LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/"]
    for name in ["PATH", "HOME", "LANG"] { result[name] = context.world.environment[name] ?? result[name] }
    result["TZ"] = "UTC"
    for (name, value) in environment { result[name] = fill(value) }
    result["NIGHTSHIFT_DATE"] = context.date.description
    result["NIGHTSHIFT_INTERVAL_START"] = context.interval.start.description
    result["NIGHTSHIFT_INTERVAL_END"] = context.interval.end.description
    // By this the next start finds what outlives a run that was killed.
    result["NIGHTSHIFT_STATE_FOLDER"] = context.state.directory
    result["NIGHTSHIFT_RUN"] = "\(context.run)"
    result["NIGHTSHIFT_JOB"] = context.cell.job.rawValue
    result["NIGHTSHIFT_ATTEMPT"] = "\(context.attempt)"
    return result
  }
}
