import JobKit
import Kernel
import Reports
import Runner

/// Carries a request out and renders its events: live lines on a terminal, silence under cron unless a person is needed.
struct RunSession {
  let session: Session
  let pipeline: LoadedPipeline
  let request: WalkRequest
  let options: RunOptions

  func go() async throws {
    let display = LiveDisplay(console: session.console, uptime: session.world.uptime)
    let night = Night(
      request: request, pipeline: pipeline, stateDirectory: session.stateDirectory, world: session.world, report: QualityPages(),
      parallel: options.parallel, emit: display.handle)
    let summary: Night.Summary
    do {
      summary = try await night.run(wait: options.wait)
    } catch {
      display.close()
      throw error
    }
    display.close()
    if session.options.json {
      try session.console.print(json: RunDocument(summary))
    } else if session.console.verbose || session.console.isLive {
      let ran = summary.cells.filter { $0.state != nil }.count
      session.console.note("run \(summary.run): \(ran) ran, \(summary.cells.count - ran) skipped; \(summary.exit.meaning)")
    }
    if summary.exit != .success { throw Ending(code: summary.exit) }
  }
}
