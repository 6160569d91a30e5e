import ArgumentParser
import JobKit
import Pipeline

/// `nightshift schema`: the pipeline file's JSON Schema, for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the pipeline file, for editors.",
    discussion: "Save it beside the file and name it in the first line: # yaml-language-server: $schema=./pipeline.schema.json\n\n"
      + ExitCodeHelp.text())

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let kinds = BuiltIn.kinds.kinds.map { KindSchema(kind: $0.kind, description: $0.summary, keys: $0.keys) }
    try Session(global).console.print(PipelineSchema.json(kinds: kinds))
  }
}
