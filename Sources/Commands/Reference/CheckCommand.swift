import ArgumentParser
import Drivers
import JobKit
import Kernel
import Pipeline

/// `nightshift check`: everything that is wrong in the job files, at once.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report everything that is wrong in the job files, at once.",
    discussion: ExitCodeHelp.text(.invalidJobFile))

  @Argument(help: "Pipeline files (default: the one of --pipeline).", completion: .file(extensions: ["yaml", "yml"])) var files: [String] =
    []
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    var diagnostics: [Diagnostic] = []
    for file in files.isEmpty ? [session.pipelineFile] : files {
      diagnostics += PipelineLoader.load(file: file, registry: BuiltIn.kinds, world: session.world).diagnostics
    }
    let invalid = diagnostics.contains { $0.severity == .error }
    if global.json {
      try session.console.print(json: CheckDocument(valid: !invalid, diagnostics: diagnostics))
    } else if !diagnostics.isEmpty {
      Console.write(DiagnosticRenderer.render(diagnostics, world: session.world, color: session.console.colorsErrors), to: .error)
    } else {
      session.console.print("no problems")
    }
    if invalid { throw Ending(code: .invalidJobFile) }
  }
}

/// `nightshift.check/1`.
struct CheckDocument: Encodable {
  let schema = "nightshift.check/1"
  let valid: Bool
  let diagnostics: [Diagnostic]
}
