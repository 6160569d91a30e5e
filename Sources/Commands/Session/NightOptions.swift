import ArgumentParser
import JobKit
import Kernel
import Pipeline
import Runner

/// One night of it: the options that `run` and `plan` share.
struct NightOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("The logical date of the night (default: the last one whose run is due).", valueName: "date"),
    completion: Completions.dates)
  var date: String?
  @OptionGroup var selection: SelectionOptions

  /// What `run` does with them, the same for `plan`.
  /// - Throws: `ValidationError` for a date that has no data yet or never had.
  func request(_ session: Session, _ pipeline: LoadedPipeline) throws -> WalkRequest {
    let date = try session.date(date, pipeline)
    guard date >= pipeline.document.schedule.start else {
      throw ValidationError("\(date) is before schedule.start (\(pipeline.document.schedule.start)): there is no data to work on")
    }
    guard date.interval.end <= session.world.now() else {
      throw ValidationError("\(date.interval) has not ended yet at \(session.world.now())")
    }
    return try session.request(.run, date...date, selection, pipeline)
  }
}
