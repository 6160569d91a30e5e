import ArgumentParser
import JobKit
import Kernel
import Pipeline

/// `nightshift kinds`: what a job can be.
struct KindsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds", abstract: "List the kinds of jobs, or show one with an example.", subcommands: [List.self, Show.self],
    defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the kinds of jobs.", discussion: ExitCodeHelp.text())
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let session = try Session(global)
      if global.json { return try session.console.print(json: KindsDocument(BuiltIn.kinds.kinds)) }
      var table = TextTable()
      for kind in BuiltIn.kinds.kinds { table.add(kind.kind, kind.summary) }
      session.console.print(table.text)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show a kind: its keys and an example.", discussion: ExitCodeHelp.text())
    @Argument(help: "The kind.", completion: .list(BuiltIn.kinds.kinds.map { $0.kind })) var kind: String
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let session = try Session(global)
      guard let found = BuiltIn.kinds[kind] else {
        throw ValidationError("there is no kind '\(kind)'; there are: \(BuiltIn.kinds.kinds.map { $0.kind }.joined(separator: ", "))")
      }
      if global.json { return try session.console.print(json: KindsDocument([found])) }
      var table = TextTable()
      for key in found.keys { table.add("  " + key.name, key.required ? "required" : "", key.description) }
      session.console.print("\(found.kind): \(found.summary)\n\n\(table.text)\n\nExample:\n\n\(found.example)")
    }
  }
}

/// `nightshift.kinds/1`.
struct KindsDocument: JSONDocument, Encodable {
  static let name = "kinds"
  static let about = "what a job can be"
  static let members: [Shape.Member] = [
    .must(
      "kinds",
      .list(
        .object([
          .must("kind", .text, "The word in `kind:`"), .must("summary", .text, "A few words"),
          .must("backfill", .word(["perInterval", "never"]), "Whether a backfill runs it"),
          .must("effect", .word(["replacesPartitions", "deletes", "none"]), "What it does to the lake"),
          .must(
            "keys",
            .list(
              .object([
                .must("name", .text, "As written"), .must("required", .flag, "It must be there"),
                .must("description", .text, "What it means"),
              ])),
            "Its own keys"),
          .must("example", .text, "One job in YAML"),
        ])), "By kind")
  ]

  struct Key: Encodable {
    let name: String
    let required: Bool
    let description: String
  }

  struct Kind: Encodable {
    let kind: String
    let summary: String
    let backfill: String
    let effect: String
    let keys: [Key]
    let example: String
  }

  let schema = Self.schemaName
  let kinds: [Kind]

  init(_ kinds: [any Job.Type]) {
    self.kinds = kinds.map { kind in
      Kind(
        kind: kind.kind, summary: kind.summary, backfill: "\(kind.traits.backfill)", effect: kind.traits.effect.rawValue,
        keys: kind.keys.map { Key(name: $0.name, required: $0.required, description: $0.description) }, example: kind.example)
    }
  }
}
