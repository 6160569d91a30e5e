public import ArgumentParser
import Kernel

/// `nightshift` itself: one subcommand per file, grouped as the help shows them.
public struct Root: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "nightshift",
    abstract: "Tends an event data lake at night: crawls, compacts, extracts, scores, tiers and purges.",
    discussion: """
      cron starts `nightshift run` every night; people use `plan`, `status`, `why` and `backfill` by day.

      EXIT CODES
      \(ExitCode.allCases.map { "  \($0.rawValue)\t\($0.meaning)" }.joined(separator: "\n"))

      \(EnvironmentHelp.text)
      """,
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(name: "Work", subcommands: [RunCommand.self, BackfillCommand.self, RestateCommand.self, MarkCommand.self]),
      CommandGroup(
        name: "Ask",
        subcommands: [
          PlanCommand.self, StatusCommand.self, WhyCommand.self, LogsCommand.self, ReportCommand.self, GraphCommand.self,
          CatalogCommand.self, ManualCommand.self,
        ]),
      CommandGroup(name: "Tier and purge", subcommands: [LifecycleCommand.self, PurgeCommand.self, AuditCommand.self]),
      CommandGroup(
        name: "Set up",
        subcommands: [
          InitCommand.self, CheckCommand.self, DoctorCommand.self, StateCommand.self, KindsCommand.self, ExplainCommand.self,
          SchemaCommand.self,
        ]),
    ])

  public init() {}
}
