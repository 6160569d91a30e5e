import JobKit
import Kernel
import Pipeline
import State

/// A job's dates whose personal values were masked with another key than the one at hand: their tokens and new ones do not join, and no
/// reader of the lake can see it.
struct MaskKeyChange {
  let job: JobName
  let dates: ClosedRange<LogicalDate>
  let old: String
  let new: String
  /// Nothing newer was made with the key at hand: the next run is the first to mix them.
  let isFresh: Bool

  static func all(_ pipeline: LoadedPipeline, _ reader: StateReader) throws -> [MaskKeyChange] {
    try pipeline.ordered.flatMap { job -> [MaskKeyChange] in
      guard let key = job.settings[Settings.maskKey] else { return [] }
      let uses = try reader.uses(ofSetting: Settings.maskKey, by: job.name)
      let newest = uses.max { $0.dates.upperBound < $1.dates.upperBound }
      return uses.filter { $0.value != key }.map {
        MaskKeyChange(job: job.name, dates: $0.dates, old: $0.value, new: key, isFresh: $0 == newest)
      }
    }
  }

  /// Where a job stands beside it, not in it.
  var what: String { "the mask key changed (\(old) -> \(new)): tokens of these dates do not join with new ones" }
  var command: String { "nightshift backfill --from \(dates.lowerBound) --to \(dates.upperBound) --select \(job)+" }

  var attention: Attention {
    Attention(
      kind: .maskKey, jobs: [job], from: dates.lowerBound, to: dates.upperBound, message: what,
      hint: "or set NIGHTSHIFT_MASK_KEY to the old key again", command: command)
  }

  var summary: String {
    "\(job) \(dates.readable): \(what)\n  \(command)\n  makes them anew; or set NIGHTSHIFT_MASK_KEY to the old key again"
  }
}
