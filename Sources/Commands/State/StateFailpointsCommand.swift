import ArgumentParser
import Drivers

/// `nightshift state failpoints`: the names of the durable steps, for tests that stop exactly there.
struct StateFailpointsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "failpoints", abstract: "List the durable steps that NIGHTSHIFT_FAIL=<name>:<n>:<fault> can end, fail or hold.",
    discussion: ExitCodeHelp.text())

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    if global.json { return try session.console.print(json: StateFailpointsDocument()) }
    var table = TextTable()
    for point in Failpoint.allCases { table.add(point.rawValue, point.faults.map(\.rawValue).joined(separator: " "), point.summary) }
    session.console.print(table.text)
  }
}
