import ArgumentParser
import Drivers
import Engines
import JobKit
import Kernel
import Pipeline
import State

/// `nightshift doctor`: what is there, what is missing and how to get it.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the machine and the connections: what is missing and how to get it.",
    discussion: ExitCodeHelp.asking)

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let session = try Session(global)
    var findings = [Finding("nightshift", .ok, Version.current)]
    findings += LibraryVersions.all.map { Finding($0.name, .ok, $0.version) }
    findings.append(await duckDB(session))
    let (pipeline, diagnostics) = PipelineLoader.load(file: session.pipelineFile, registry: BuiltIn.kinds, world: session.world)
    if let pipeline {
      findings.append(Finding("pipeline", .ok, "\(session.pipelineFile), \(pipeline.document.jobs.count) jobs"))
      for connection in pipeline.document.connections { findings += await check(connection, session) }
    } else {
      let first = diagnostics.first { $0.severity == .error }
      findings.append(
        Finding("pipeline", .missing, "\(diagnostics.count) problems, the first: \(first?.message ?? "unknown")", hint: "nightshift check"))
    }
    findings.append(state(session))
    if global.json {
      try session.console.print(json: DoctorDocument(findings: findings))
    } else {
      var table = TextTable()
      for finding in findings {
        let mark = finding.state == .ok ? session.console.paint("✓ ok", .good) : session.console.paint("✕ \(finding.state.rawValue)", .bad)
        table.add(mark, finding.subject, finding.text + (finding.hint.map { "\n          hint: \($0)" } ?? ""))
      }
      session.console.print(table.text)
    }
    if findings.contains(where: { $0.state != .ok }) { throw Ending(code: .jobFailed) }
  }

  private func duckDB(_ session: Session) async -> Finding {
    do {
      let duckDB = try DuckDB(world: session.world, memory: 1 << 28, threads: 1, temporary: session.world.absolute(".duckdb"))
      return Finding("DuckDB", .ok, "\(try await duckDB.version) at \(duckDB.binary)")
    } catch {
      return Finding("DuckDB", .missing, "needed by compact and quality: \(Self.text(error))", hint: (error as? Failure)?.hint)
    }
  }

  private func check(_ connection: Connection, _ session: Session) async -> [Finding] {
    switch connection.kind {
    case .duckdb: return []
    case .local(let path):
      return [
        Files.isDirectory(path)
          ? Finding(connection.name, .ok, path)
          : Finding(connection.name, .missing, "there is no folder \(path)", hint: "make it, or correct the connection's path")
      ]
    case .postgres(let dsn, _):
      do {
        let server = try await PostgresConnection.open(dsn: dsn)
        let version = try await server.query("SHOW server_version")
        await server.close()
        return [Finding(connection.name, .ok, "PostgreSQL \(version.value ?? "of unknown version")")]
      } catch {
        return [Finding(connection.name, .unreachable, Self.text(error), hint: (error as? Failure)?.hint)]
      }
    }
  }

  private func state(_ session: Session) -> Finding {
    do {
      let last = try session.stateToRead().read { try $0.lastRun() }
      return Finding("state", .ok, "\(session.stateDirectory), " + (last.map { "last run \($0.id) of \($0.lastDate)" } ?? "no run yet"))
    } catch {
      return Finding("state", .damaged, error.message, hint: error.hint)
    }
  }

  private static func text(_ error: any Error) -> String { (error as? Failure)?.message ?? "\(error)" }
}

/// One line of the doctor's findings.
struct Finding: Encodable {
  enum State: String, Encodable, CaseIterable { case ok, missing, unreachable, damaged }

  let subject: String
  let state: State
  let text: String
  let hint: String?

  init(_ subject: String, _ state: State, _ text: String, hint: String? = nil) {
    self.subject = subject
    self.state = state
    self.text = text
    self.hint = hint
  }
}

/// `nightshift.doctor/1`.
struct DoctorDocument: JSONDocument, Encodable {
  static let name = "doctor"
  static let about = "what is there and what is missing"
  static let members: [Shape.Member] = [
    .must(
      "findings",
      .list(
        .object([
          .must("subject", .text, "What was looked at"), .must("state", .words(Finding.State.self), "How it stands"),
          .must("text", .text, "Its version, or what is wrong"),
          .may("hint", .text, "The way out"),
        ])), "In the order they were looked at")
  ]

  let schema = Self.schemaName
  let findings: [Finding]
}
