import ArgumentParser
import Drivers
import Jobs
import Kernel
import State

/// `nightshift report`: the quality report of a date.
struct ReportCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html, text, json

    var file: String {
      switch self {
      case .html: "index.html"
      case .text: "report.txt"
      case .json: "report.json"
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Show the quality report of a date.", discussion: ExitCodeHelp.asking)

  @Option(
    name: .long, help: ArgumentHelp("The logical date (default: the newest with a report).", valueName: "date"),
    completion: Completions.dates) var date: String?
  @Option(name: .long, help: "text, json, or html: the path of the page.") var format: Format = .text
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let (_, quality) = try session.only(Quality.self, named: nil, pipeline)
    let wanted = try date.map { try Session.date($0) }
    let reports = try session.stateToRead(pipeline).read { try $0.partitions(quality.reportTable) }
    guard let report = reports.last(where: { wanted == nil || $0.key == wanted?.description }) else {
      throw ValidationError("there is no report" + (wanted.map { " for \($0)" } ?? "") + " yet; `nightshift plan` shows what is missing")
    }
    let format = global.json ? .json : format
    let path = "\(report.path)/\(format.file)"
    if format == .html { return session.console.print(path) }
    Console.write(try Files.readText(path), to: .output)
  }
}
