import ArgumentParser
import Drivers
import Kernel

struct DeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver",
    abstract: "Moves the world on to a moment: objects into the lake, ended days into the shop. Repeating it changes nothing.")

  @Option(help: "The folder that `generate` wrote, or its spool.") var spool: String
  @Option(help: "The lake's root.") var lake: String
  @Option(help: "The shop's database; without it only the lake is moved on.") var dsn: String?
  @Option(help: "The moment: 2026-11-22T02:00:00Z.") var until: String

  func run() async throws {
    guard let until = Instant(until) else { throw ValidationError("--until \(until) is not a moment in UTC (2026-11-22T02:00:00Z)") }
    let world = World.system()
    let path = world.absolute(spool)
    let folder = DemoFolder(path: Files.isDirectory("\(path)/spool") ? path : Files.directory(of: path))
    let summary = try await Deliverer(folder: folder, lake: world.absolute(lake), until: until).run(dsn: dsn.map { Redacted($0) })
    print("\(summary.objects) objects delivered, \(summary.days) days of the shop applied")
  }
}
