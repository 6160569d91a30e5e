import ArgumentParser
import Drivers
import Kernel

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs the whole demo as cron would: night by night, with a real lake and a real PostgreSQL.")

  @Option(help: "The demo's folder.") var home: String
  @Option(help: "The nightshift binary.") var nightshift: String
  @Option(help: "The pipeline file.") var pipeline = "jobs/nightly.yaml"
  @OptionGroup var recipe: RecipeOptions

  func run() async throws {
    let world = World.system()
    let nights = DemoNights(
      home: world.absolute(home), nightshift: world.absolute(nightshift), pipeline: world.absolute(pipeline),
      settings: try recipe.settings(), world: world)
    do {
      try await nights.run { print($0) }
    } catch let failure as Failure where failure.code == 3905 {
      print(failure.detail ?? "")
      throw failure
    }
  }
}
