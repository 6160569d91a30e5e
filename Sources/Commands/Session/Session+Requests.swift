import JobKit
import Kernel
import Pipeline
import Runner

extension Session {
  /// What `run` does for one date, the same for `plan`.
  func night(_ date: LogicalDate, _ selection: SelectionOptions, _ pipeline: LoadedPipeline) throws -> WalkRequest {
    WalkRequest(trigger: .run, dates: date...date, selected: try self.selection(selection, pipeline), force: selection.force(world))
  }

  /// The dates of a range that have data; nil when none was given. Says what was cut off.
  func dates(_ range: DateRangeOptions, _ pipeline: LoadedPipeline) throws -> ClosedRange<LogicalDate>? {
    guard let (dates, notes) = try range.range?.clipped(now: world.now(), schedule: pipeline.document.schedule) else { return nil }
    for text in notes { console.note(text) }
    return dates
  }

  /// What a backfill with these options means, the same for `plan` and `backfill`; nil when no range of dates was given.
  func backfill(_ range: DateRangeOptions, _ selection: SelectionOptions, _ order: OrderOptions, _ pipeline: LoadedPipeline) throws
    -> WalkRequest?
  {
    guard let dates = try dates(range, pipeline) else { return nil }
    var request = WalkRequest(
      trigger: .backfill, dates: dates, selected: try self.selection(selection, pipeline), force: selection.force(world))
    request.newestFirst = order.order == .newest
    request.failFast = order.failFast
    return request
  }
}
