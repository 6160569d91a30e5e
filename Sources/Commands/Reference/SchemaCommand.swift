import ArgumentParser
import JobKit
import Pipeline

/// `nightshift schema`: the pipeline file's JSON Schema, for editors, or that of what a command prints with `--json`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the pipeline file, or of a document that --json prints.",
    discussion: """
      Save the pipeline file's beside it and name it in the first line: # yaml-language-server: $schema=./pipeline.schema.json

      DOCUMENTS
      \(Documents.all.map { "  \($0.name)\t\($0.about)" }.joined(separator: "\n"))

      \(ExitCodeHelp.text())
      """)

  @Argument(
    help: ArgumentHelp("The document (default: the pipeline file).", valueName: "document"),
    completion: .list(Documents.all.map { $0.name }))
  var document: String?
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let console = try Session(global).console
    guard let document else {
      let kinds = BuiltIn.kinds.kinds.map { KindSchema(kind: $0.kind, description: $0.summary, keys: $0.keys) }
      return console.print(PipelineSchema.json(kinds: kinds))
    }
    let names = Documents.all.map { $0.name }
    guard let found = Documents.all.first(where: { $0.name == document }) else {
      let hint =
        Suggestion.nearest(to: document, in: names).map { "did you mean '\($0)'?" } ?? "there are: \(names.joined(separator: ", "))"
      throw ValidationError("no document is called '\(document)'; \(hint)")
    }
    console.print(String(found.jsonSchema.dropLast()))
  }
}
