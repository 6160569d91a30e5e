import ArgumentParser
import Drivers
import Kernel

struct PostgresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postgres", abstract: "A throw-away PostgreSQL on a Unix socket.", subcommands: [Start.self, Stop.self])

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Starts it and prints the connection string; does nothing when it runs.")
    @Option(help: "The demo's folder.") var home: String

    func run() async throws {
      let world = World.system()
      print(try await DemoPostgres(home: world.absolute(home), world: world).start())
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ends it; it can be started again.")
    @Option(help: "The demo's folder.") var home: String

    func run() async throws {
      let world = World.system()
      try await DemoPostgres(home: world.absolute(home), world: world).stop()
    }
  }
}
