import ArgumentParser
import Jobs

/// `nightshift lifecycle plan`: which objects are due for a colder storage class.
struct LifecycleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lifecycle", abstract: "Show which objects are due for a colder storage class.", subcommands: [Plan.self],
    defaultSubcommand: Plan.self)

  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan", abstract: "Show which objects would move, and whether it pays.", discussion: ExitCodeHelp.asking)
    @Option(name: .long, help: ArgumentHelp("The lifecycle job, when there are several.", valueName: "job")) var job: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let session = try Session(global)
      let pipeline = try session.pipeline()
      let (name, lifecycle) = try session.only(Lifecycle.self, named: job, pipeline)
      let plan = try lifecycle.plan(session.inputs(name, pipeline, state: try session.stateToRead(pipeline)))
      if global.json { return try session.console.print(json: TransitionDocument(plan: plan)) }
      var table = TextTable()
      for item in plan.items {
        table.add(
          "  \(item.object.key)", item.object.bytes.readableBytes, "\(item.object.storageClass.rawValue) -> \(item.to.rawValue)",
          "due \(item.due)")
      }
      let small = plan.small > 0 ? ["\(plan.small.grouped) objects under 128 KiB stay where they are, as on S3"] : []
      session.console.print(
        ([plan.summary ?? "no object is due"] + (plan.items.isEmpty ? [] : [table.text]) + plan.hints() + small).joined(separator: "\n"))
    }
  }
}

/// `nightshift.lifecycle/1`.
struct TransitionDocument: JSONDocument, Encodable {
  static let name = "lifecycle"
  static let about = "objects that are due for another storage class"
  static let members: [Shape.Member] = [
    .must(
      "plan",
      .object([
        .must("asOf", .microseconds, "The moment it was decided with"),
        .must(
          "items",
          .list(
            .object([
              .must(
                "object",
                .object([
                  .must("key", .text, "Where it was delivered"),
                  .must("location", .text, "Where its bytes are, relative to the lake's root"),
                  .must("storageClass", .words(StorageClass.self), "Its class now"), .must("bytes", .integer, "Its size"),
                  .must("modified", .microseconds, "When it was delivered"), .may("table", .text, "The table that a crawl read it for"),
                  .may("crawledOn", .date, "The date of the crawl that read it last"),
                  .must("dates", .list(.date), "Event dates of its rows"),
                ]), "What moves"),
              .must("to", .words(StorageClass.self), "Its class afterwards"), .must("rule", .text, "The prefix of the rule"),
              .must("due", .microseconds, "The midnight it became due at"),
            ])), "By key"),
        .must("small", .integer, "Objects under 128 KiB that would be due"),
        .must("undecided", .integer, "Objects whose day or place cannot be told"),
      ]), "What a run of it would do")
  ]

  let schema = Self.schemaName
  let plan: TransitionPlan
}
