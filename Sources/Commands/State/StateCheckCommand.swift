import ArgumentParser
import Drivers
import JobKit
import Kernel
import Runner

/// `nightshift state check`: do the file, the lake and its manifests agree?
struct StateCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare the state file with itself, with the lake and with the lake's manifests.",
    discussion: "Ends with 1 when anything was found. Reads every published partition.\n\n" + ExitCodeHelp.asking)

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let state = try session.stateToRead(pipeline)
    let isAtWork = FileLock.holder(path: "\(session.stateDirectory)/lock") != nil
    let findings = try StateCheck(lake: pipeline.lake, state: state, isAtWork: isAtWork).run()
    if global.json {
      try session.console.print(json: StateCheckDocument(clean: findings.isEmpty, findings: findings))
    } else {
      var lines = findings.map { "\(session.console.paint("✕", .bad)) \($0.thing): \($0.place)\n  hint: \($0.way_out)" }
      if findings.isEmpty { lines = [session.console.paint("✓", .good) + " the state, the lake and its manifests agree"] }
      if isAtWork { lines.append("a run is at work: what it has open was left out") }
      session.console.print(lines.joined(separator: "\n"))
    }
    if !findings.isEmpty { throw Ending(code: .jobFailed) }
  }
}
