import JobKit
import Kernel
import Pipeline
import State

/// What everything in one run works with.
struct RunContext: Sendable {
  let run: Int
  let pipeline: LoadedPipeline
  let state: StateStore
  let world: World
  let clock: RunClock
  let journal: Journal
  let numbers: RowNumbers
  let report: any QualityRendering
  let emit: @Sendable (RunEvent) -> Void
  let timeouts: Timeouts
}
