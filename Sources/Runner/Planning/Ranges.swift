/// Runs of consecutive days of one job with equal decisions.
enum Ranges {
  struct Range {
    let job: Int32
    let first: Int32
    var last: Int32
    let decision: Int32
  }

  /// By job, then by day.
  static func of(_ lines: some Sequence<Plan.Line>, same: (Int32, Int32) -> Bool) -> [Range] {
    var ranges: [Range] = []
    var current: [Int32: Int] = [:]
    for line in lines {
      if let index = current[line.job], ranges[index].last + 1 == line.day,
        ranges[index].decision == line.decision || same(ranges[index].decision, line.decision)
      {
        ranges[index].last = line.day
      } else {
        current[line.job] = ranges.count
        ranges.append(Range(job: line.job, first: line.day, last: line.day, decision: line.decision))
      }
    }
    // What was walked from the newest date on, or in several stages, comes together now.
    var merged: [Range] = []
    for range in ranges.sorted(by: { ($0.job, $0.first) < ($1.job, $1.first) }) {
      if let last = merged.last, last.job == range.job, last.last + 1 == range.first,
        last.decision == range.decision || same(last.decision, range.decision)
      {
        merged[merged.count - 1].last = range.last
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
