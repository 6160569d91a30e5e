import ArgumentParser
import Drivers
import JobKit
import Jobs
import Kernel
import Pipeline
import Runner
import State

/// `nightshift purge`: look at what would go, let it go, and take it back.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Plan, apply and undo the removal of data past its retention.",
    subcommands: [Plan.self, Apply.self, Undo.self])

  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan", abstract: "Show what would go to the trash and what would leave it for good.", discussion: ExitCodeHelp.asking)
    @Option(name: .long, help: ArgumentHelp("Write the plan to a file, for `purge apply`.", valueName: "file"), completion: .file())
    var out: String?
    @Option(name: .long, help: ArgumentHelp("The purge job, when there are several.", valueName: "job")) var job: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let session = try Session(global)
      let pipeline = try session.pipeline()
      let (name, purge) = try session.only(Purge.self, named: job, pipeline)
      let plan = try await purge.plan(session.inputs(name, pipeline, state: try session.stateToRead(pipeline)))
      if let out { try Files.write(Array(plan.encoded().utf8), to: session.world.absolute(out)) }
      if global.json { return session.console.print(plan.encoded()) }
      session.console.print(Self.text(plan, session.console))
    }

    private static func text(_ plan: PurgePlan, _ console: Console) -> String {
      var lines = [plan.summary ?? "nothing is past its retention"]
      var table = TextTable()
      for item in plan.items { table.add("  \(item.key)", item.bytes.readableBytes, item.day.description, item.rule) }
      if !plan.items.isEmpty { lines.append(table.text) }
      for erasure in plan.erasures {
        lines.append(
          "  leaves the trash for good: batch \(erasure.batch), \(erasure.objects.grouped) objects, \(erasure.bytes.readableBytes)")
      }
      for kept in plan.kept {
        lines.append("  kept back: \(kept.objects.grouped) objects under \(kept.rule): \(kept.reason), for example \(kept.example)")
      }
      for stop in plan.stops { lines.append("\(console.paint("■ guard", .bad)) \(stop.code): \(stop.message)\n  hint: \(stop.hint)") }
      lines.append("plan \(plan.hash.short) as of \(plan.asOf)")
      return lines.joined(separator: "\n")
    }
  }

  struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "apply", abstract: "Carry out a plan that `purge plan --out` wrote, exactly.", discussion: ExitCodeHelp.acting)
    @Option(name: .long, help: ArgumentHelp("The plan.", valueName: "file"), completion: .file()) var plan: String
    @Option(
      name: .long,
      help: ArgumentHelp("The number of objects you expect to go; overrides the guards that yield to a number.", valueName: "n"))
    var expectDelete: Int?
    @Option(name: .long, help: ArgumentHelp("The purge job, when there are several.", valueName: "job")) var job: String?
    @Flag(name: .long, help: "Wait for a run that is at work.") var wait = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let session = try Session(global)
      let pipeline = try session.pipeline()
      let plan = try PurgePlan(encoded: try Files.readText(session.world.absolute(plan)))
      let (name, _) = try session.only(Purge.self, named: job, pipeline)
      let outcome = try await session.act(on: Cell(job: name, date: plan.day), pipeline, wait: wait) { state in
        try Purge.outcome(
          for: plan, lake: pipeline.lake, state: state, subject: Cell(job: name, date: plan.day), now: session.world.now(),
          expecting: expectDelete)
      }
      guard !outcome.moves.isEmpty || !outcome.erasures.isEmpty else {
        return try session.report(outcome, done: "nothing is left of this plan: its objects are gone or have changed since")
      }
      try session.report(outcome, done: "moved to the trash as batch \(plan.batch); `nightshift purge undo \(plan.batch)` takes it back")
    }
  }

  struct Undo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo", abstract: "Take a batch out of the trash again, byte for byte.", discussion: ExitCodeHelp.acting)
    @Argument(help: "The batch, as `purge apply` and the audit log name it.") var batch: String
    @Option(name: .long, help: ArgumentHelp("The purge job, when there are several.", valueName: "job")) var job: String?
    @Flag(name: .long, help: "Wait for a run that is at work.") var wait = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let session = try Session(global)
      let pipeline = try session.pipeline()
      let (name, _) = try session.only(Purge.self, named: job, pipeline)
      let cell = Cell(job: name, date: LogicalDate(containing: session.world.now()))
      let outcome = try await session.act(on: cell, pipeline, wait: wait) { state in
        try PurgeUndo.outcome(batch: batch, lake: pipeline.lake, state: state, subject: cell, now: session.world.now())
      }
      try session.report(outcome, done: "batch \(batch) is back in its old place")
    }
  }
}
