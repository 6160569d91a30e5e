import ArgumentParser
import Drivers
import JobKit
import Kernel

/// `nightshift init`: a commented pipeline and a crontab to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented jobs/ and cron/ to start from; never overwrites.",
    discussion: ExitCodeHelp.text(.jobFailed))

  @Argument(help: "The folder to write into.", completion: .directory) var directory: String = "."
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let root = session.world.absolute(directory)
    var written: [String] = []
    for (path, text) in StarterFiles.all(kinds: BuiltIn.kinds) {
      let target = "\(root)/\(path)"
      guard !Files.exists(target) else {
        session.console.note("kept \(path): it is there already")
        continue
      }
      try Files.makeDirectory(Files.directory(of: target))
      try Files.write(Array(text.utf8), to: target)
      written.append(path)
    }
    if global.json { return try session.console.print(json: InitDocument(written: written)) }
    for path in written { session.console.print("wrote \(path)") }
    session.console.print("next: nightshift check, then nightshift plan")
  }
}

/// `nightshift.init/1`.
struct InitDocument: JSONDocument, Encodable {
  static let name = "init"
  static let about = "the files that were written"
  static let members: [Shape.Member] = [
    .must("written", .list(.text), "Paths; what was there already is not among them")
  ]

  let schema = Self.schemaName
  let written: [String]
}
