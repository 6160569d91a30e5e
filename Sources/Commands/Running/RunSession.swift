import JobKit
import Kernel
import Pipeline
import Reports
import Runner
import State

/// Carries a request out and renders its events: live lines on a terminal, silence under cron unless a person is needed.
struct RunSession {
  let session: Session
  let pipeline: LoadedPipeline
  let request: WalkRequest
  let options: RunOptions

  func go() async throws {
    if let instant = session.clockOfEnvironment {
      session.console.note("! NIGHTSHIFT_AS_OF is set: decided as if it were \(instant.readable); a nightly run must not have it")
    }
    try warnOfMixedTokens()
    let jobs = request.selected?.count ?? pipeline.jobs.count
    let dates = request.dates.days.count
    let display = LiveDisplay(
      console: session.console, uptime: session.world.uptime, scope: dates > 1 ? "\(dates.grouped) dates x \(jobs) jobs" : nil)
    let night = Night(
      request: request, pipeline: pipeline, stateDirectory: session.stateDirectory, world: session.world, report: QualityPages(),
      parallel: options.parallel, emit: display.handle)
    if options.wait, session.console.verbose || session.console.isLive, let holder = StatusLock.holder(session.stateDirectory) {
      session.console.note("waiting for \(holder)")
    }
    let summary: Night.Summary
    do {
      summary = try await night.run(wait: options.wait)
    } catch {
      display.close()
      if error is CancellationError { session.console.note(Self.interrupted) }
      throw error
    }
    display.close()
    if session.options.json {
      try session.console.print(json: RunDocument(summary, request))
    } else if session.console.verbose || session.console.isLive {
      let ran = summary.cells.count { $0.state != nil }
      session.console.note(
        "run \(summary.run): \(ran.grouped) ran, \((summary.cells.count - ran).grouped) skipped"
          + (summary.exit == .success ? "" : "; \(summary.exit.meaning)"))
      let left = summary.cells.filter { $0.decision == .skip(.notBackfillable) }.map(\.cell.job.rawValue)
      if !left.isEmpty { session.console.note("left to the nightly run: \(Set(left).sorted().joined(separator: ", "))") }
    }
    if let waiting = Waiting.note(summary.cells.map { ($0.decision, 1) }, selected: request.selected) { session.console.note(waiting) }
    if let next = Self.next(summary) { session.console.note(next) }
    if summary.exit != .success { throw Ending(code: summary.exit) }
  }

  /// Said by the run that is the first to use another mask key; from then on `status` says it.
  private func warnOfMixedTokens() throws {
    guard pipeline.jobs.values.contains(where: { $0.settings[Settings.maskKey] != nil }) else { return }
    let changes = try session.stateToRead(pipeline).read { try MaskKeyChange.all(pipeline, $0) }
    for change in changes where change.isFresh { session.console.note("! \(change.summary)") }
  }

  private static let interrupted = "interrupted: what is done stays done; repeat the same command to resume, it runs only what is missing"

  /// What to do when something failed; a person must read it, so it is said without a terminal too.
  static func next(_ summary: Night.Summary) -> String? {
    let failed = summary.cells.count { $0.state == .failed || $0.state == .stopped }
    guard failed > 0 else { return nil }
    let blocked = summary.cells.count { if case .skip(.upstreamFailed) = $0.decision { true } else { false } }
    let waiting = blocked > 0 ? ", \(blocked.grouped) wait\(blocked == 1 ? "s" : "") for \(failed == 1 ? "it" : "them")" : ""
    return """
      \(failed.grouped) cell\(failed == 1 ? "" : "s") failed\(waiting)
      next: `nightshift status` shows what needs a person; then repeat the same command to resume, it runs only what is missing
      """
  }
}
