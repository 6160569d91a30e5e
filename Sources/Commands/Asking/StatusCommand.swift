import ArgumentParser
import JobKit
import Kernel
import Pipeline
import State

/// `nightshift status`: what needs a person first, then how each job stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how each job stands: what needs a person first.", discussion: ExitCodeHelp.asking)

  @Option(name: .long, help: ArgumentHelp("Only this logical date.", valueName: "date")) var date: String?
  @Option(name: .long, help: ArgumentHelp("The last so many days, e.g. 30d.", valueName: "days")) var last: String = "14d"
  @Flag(name: .long, help: "Dates across, jobs down, one mark per cell.") var grid = false
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    guard let span = Span(last), span.wholeDays >= 1 else { throw ValidationError("--last takes days such as 30d, not '\(last)'") }
    let end = try session.date(date, pipeline)
    let dates = (date == nil ? max(end.adding(days: 1 - span.wholeDays), pipeline.document.schedule.start) : end)...end
    let document = try StatusDocument(pipeline: pipeline, state: try session.stateToRead(pipeline), dates: dates)
    if global.json { return try session.console.print(json: document) }
    session.console.print(grid ? StatusText.grid(document, session.console) : StatusText.list(document, session.console))
  }
}
