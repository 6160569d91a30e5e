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
      try session.console.print(json: CheckDocument(valid: !invalid, diagnostics: DiagnosticRenderer.sorted(diagnostics)))
    } else if !diagnostics.isEmpty {
      Console.write(DiagnosticRenderer.render(diagnostics, world: session.world, color: session.console.colorsErrors), to: .error)
    } else {
      session.console.print("no problems")
    }
    if invalid { throw Ending(code: .invalidJobFile) }
  }
}

/// `nightshift.check/1`.
struct CheckDocument: JSONDocument, Encodable {
  static let name = "check"
  static let about = "what is wrong in the job files"
  static let members: [Shape.Member] = [
    .must("valid", .flag, "There is no error"),
    .must(
      "diagnostics",
      .list(
        .object([
          .must("code", .text, "For `nightshift explain`"),
          .must("severity", .word(["error", "warning"]), "Only errors make a file invalid"),
          .must("message", .text, "What is wrong"),
          .may(
            "location",
            .object([.must("file", .text, "Path"), .must("line", .integer, "From 1"), .must("column", .integer, "From 1, in characters")]),
            "Where"),
          .may("hint", .text, "The way out"),
        ])), "By place"),
  ]

  let schema = Self.schemaName
  let valid: Bool
  let diagnostics: [Diagnostic]
}
