import ArgumentParser
import JobKit
import Kernel
import Lake
import Runner

/// `nightshift state manifests`: write the lake's manifests now.
struct StateManifestsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifests", abstract: "Write the manifests of dates into the lake that a run's end would write.",
    discussion: ExitCodeHelp.text(.jobFailed, .invalidJobFile, .locked))

  @Flag(name: .long, help: "Those of all dates, also where they should be right.") var all = false
  @Flag(name: .long, help: "Wait for a run that is at work.") var wait = false
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let dates = try session.locked("state manifests", wait: wait, pipeline) { state in
      let writer = ManifestWriter(lake: pipeline.lake, state: state)
      try writer.writeAudit(always: all)
      return try all ? writer.writeAll() : writer.writeDue()
    }
    if global.json { return try session.console.print(json: StateManifestsDocument(dates: dates)) }
    session.console.print("\(dates.count.grouped) manifests are in \(pipeline.lake.manifests)")
  }
}
