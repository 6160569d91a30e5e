import JobKit
import Kernel
import Pipeline
import Runner

extension Session {
  func request(
    _ trigger: WalkRequest.Trigger, _ dates: ClosedRange<LogicalDate>, _ selection: SelectionOptions, _ pipeline: LoadedPipeline
  ) throws -> WalkRequest {
    WalkRequest(trigger: trigger, dates: dates, selected: try self.selection(selection, pipeline), force: selection.force(world))
  }

  /// The dates of a range that have data; nil when none was given. Says what was cut off.
  func dates(_ range: DateRangeOptions, _ pipeline: LoadedPipeline) throws -> ClosedRange<LogicalDate>? {
    guard let (dates, notes) = try range.range?.clipped(now: world.now(), schedule: pipeline.document.schedule) else { return nil }
    for text in notes { console.note(text) }
    return dates
  }
}
