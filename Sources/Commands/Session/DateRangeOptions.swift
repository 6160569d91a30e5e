import ArgumentParser
import Kernel
import Pipeline

/// `--from` and `--to`, or `--last`: a range of logical dates, both ends included.
struct DateRangeOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("First logical date.", valueName: "date"), completion: Completions.dates)
  var from: String?

  @Option(name: .long, help: ArgumentHelp("Last logical date, included.", valueName: "date"), completion: Completions.dates)
  var to: String?

  @Option(name: .long, help: ArgumentHelp("The last so many dates that are due, e.g. 7d.", valueName: "days"))
  var last: String?

  func validate() throws { _ = try range }

  /// Nil when none was given.
  var range: DateRange? { get throws { try DateRange(from: from, to: to, last: last) } }
}
