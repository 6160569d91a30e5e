import ArgumentParser
import Drivers
import JobKit
import Kernel
import Runner

/// `nightshift state check`: do the file, the lake and its manifests agree?
struct StateCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare the state file with itself, with the lake and with the lake's manifests.",
    discussion:
      "Ends with 1 when anything was found. Of published files and of objects it compares names, sizes and times; with --hashes it\n"
      + "reads them and compares their SHA-256, which takes as long as reading the lake.\n\n" + ExitCodeHelp.asking)

  @Flag(name: .long, help: "Read every published file and every object, and compare its SHA-256.") var hashes = false
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let state = try session.stateToRead(pipeline)
    let isAtWork = FileLock.holder(path: "\(session.stateDirectory)/lock") != nil
    let findings = try StateCheck(lake: pipeline.lake, state: state, isAtWork: isAtWork, readsBytes: hashes).run()
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
