import ArgumentParser
import Kernel

/// `nightshift explain NS1013`: what a code means and the way out.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a code such as NS1013; without one, list them all.", discussion: ExitCodeHelp.text())

  @Argument(help: "The code.", completion: .list(Explanation.all.map(\.code.description))) var code: String?
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    guard let code else {
      if global.json { return try session.console.print(json: ExplainDocument(explanations: Explanation.all)) }
      var table = TextTable()
      for explanation in Explanation.all { table.add(explanation.code.description, explanation.title) }
      return session.console.print(table.text)
    }
    guard let explanation = Code(code).flatMap({ code in Explanation.all.first { $0.code == code } }) else {
      throw ValidationError("there is no code '\(code)'; `nightshift explain` lists them all")
    }
    if global.json { return try session.console.print(json: ExplainDocument(explanations: [explanation])) }
    session.console.print("\(explanation.code): \(explanation.title)\n\n\(explanation.meaning)\n\nThe way out: \(explanation.wayOut)")
  }
}

/// `nightshift.explain/1`.
struct ExplainDocument: JSONDocument, Encodable {
  static let name = "explain"
  static let about = "what codes mean"
  static let members: [Shape.Member] = [
    .must(
      "explanations",
      .list(
        .object([
          .must("code", .text, "NS and four digits"), .must("title", .text, "A few words"), .must("meaning", .text, "What it means"),
          .must("wayOut", .text, "What to do about it"),
        ])), "By code")
  ]

  let schema = Self.schemaName
  let explanations: [Explanation]
}
