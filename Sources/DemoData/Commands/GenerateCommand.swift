import ArgumentParser
import Drivers
import Kernel

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Writes the raw objects, the shop's SQL and the ledger of planted defects, from the seed alone.")

  @Option(name: .customLong("out"), help: "The folder to write to.") var out: String
  @OptionGroup var recipe: RecipeOptions

  func run() throws {
    let world = World.system()
    let summary = try Generator(settings: recipe.settings(), folder: DemoFolder(path: world.absolute(out))).run()
    if let summary {
      print("\(summary.events) events in \(summary.objects) objects, \(summary.bytes / 1000) kB compressed: \(out)")
    } else {
      print("already there: \(out)")
    }
  }
}
