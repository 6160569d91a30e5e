import ArgumentParser
import JobKit
import Runner

/// A range of dates and the way through it: the options that `backfill` and `plan` share.
struct BackfillOptions: ParsableArguments {
  enum Order: String, ExpressibleByArgument, CaseIterable { case oldest, newest }

  @OptionGroup var range: DateRangeOptions

  @Option(name: .long, help: "Which end of the dates first: oldest or newest.")
  var order: Order = .oldest

  @Flag(name: .long, help: "Start nothing more after the first failure.")
  var failFast = false

  /// What `backfill` does with them, the same for `plan`; nil when no range of dates was given.
  func request(_ selection: SelectionOptions, _ session: Session, _ pipeline: LoadedPipeline) throws -> WalkRequest? {
    guard let dates = try session.dates(range, pipeline) else { return nil }
    var request = try session.request(.backfill, dates, selection, pipeline)
    request.newestFirst = order == .newest
    request.failFast = failFast
    return request
  }
}
