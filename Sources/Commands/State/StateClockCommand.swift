import ArgumentParser
import Drivers
import JobKit
import Kernel
import Pipeline
import State

/// `nightshift state clock`: the way out when a run was recorded by a clock that ran ahead.
struct StateClockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "Show runs that are ahead of the clock, and take their word away.",
    discussion: """
      A clock that is behind a run that has finished is not believed: what deletes stops (NS6502) until that moment has passed. When it was that \
      run's clock that was wrong, --yes lets it count no more; the run itself and what it did stay as they are. The audit log keeps who said so \
      and why.

      \(ExitCodeHelp.acting)
      """)

  @Option(name: .long, help: ArgumentHelp("Why; kept in the audit log. Needed with --yes.", valueName: "text")) var reason: String?
  @Flag(name: .long, help: "Do it. Without this nothing is changed.") var yes = false
  @Flag(name: .long, help: "Wait for a run that is at work.") var wait = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if yes, reason?.allSatisfy(\.isWhitespace) ?? true { throw ValidationError("--yes needs a --reason: say why, it is kept") }
  }

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let now = session.world.now()
    guard yes, let reason else { return try show(try session.stateToRead(pipeline).read { try $0.runs(after: now) }, now, session) }
    var ahead: [RunRecord] = []
    let cell = Cell(job: JobName("clock"), date: LogicalDate(containing: now))
    _ = try await session.act(on: cell, pipeline, wait: wait) { state in
      ahead = try state.read { try $0.runs(after: now) }
      var outcome = JobOutcome()
      guard let newest = ahead.map(\.asOf).max() else { return outcome }
      let runs = ahead.map(\.id)
      outcome.audit = [
        AuditEntry(
          at: now, action: "clock.correct", subject: "run \(runs.map(String.init).joined(separator: ", "))",
          facts: ["by": ThisProcess.user(session.world), "why": reason, "said": newest.description])
      ]
      outcome.record { for run in runs { try $0.disbelieveClock(ofRun: run) } }
      return outcome
    }
    try show(ahead, now, session)
  }

  private func show(_ ahead: [RunRecord], _ now: Instant, _ session: Session) throws {
    if session.options.json {
      return try session.console.print(json: StateClockDocument(now: now, applied: yes, runs: ahead.map(StateClockDocument.Line.init)))
    }
    guard !ahead.isEmpty else { return session.console.print("it is \(now); no run that counts is ahead of it") }
    var table = TextTable()
    for run in ahead { table.add("  run \(run.id)", "decided with \(run.asOf)", (run.firstDate...run.lastDate).readable) }
    session.console.print(
      """
      it is \(now); ahead of it:
      \(table.text)
      \(yes ? "their clock counts no more" : "nothing is changed yet: the same command with --yes --reason lets them count no more")
      """)
  }
}
