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
      let plan = try lifecycle.plan(session.inputs(name, pipeline, state: try session.stateToRead()))
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
struct TransitionDocument: Encodable {
  let schema = "nightshift.lifecycle/1"
  let plan: TransitionPlan
}
