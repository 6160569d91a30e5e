import Kernel
import Pipeline
import Runner

/// Consecutive dates of one job with one decision: a line of a plan, so that ten years up to date are one line and not 3,650.
struct PlanLine: Hashable {
  let job: JobName
  let decision: Decision
  private(set) var dates: ClosedRange<LogicalDate>
  /// Microseconds that its cells took lately, those without history left out.
  private(set) var estimate: Int

  var cells: Int { dates.upperBound.daysSinceEpoch - dates.lowerBound.daysSinceEpoch + 1 }

  /// The lines of a plan: jobs in the order of the walk, each job's dates oldest first. One pass: a plan of many years is shown at once.
  static func all(of cells: some Collection<PlannedCell>) -> [PlanLine] {
    var order: [JobName] = []
    var slots: [JobName: Int] = [:]
    var lines: [[PlanLine]] = []
    var slot = -1
    for planned in cells {
      // Dates repeat the same jobs in the same order, so the next slot is nearly always the right one.
      slot = slot + 1 < order.count ? slot + 1 : 0
      if order.isEmpty || order[slot] != planned.cell.job {
        if let known = slots[planned.cell.job] {
          slot = known
        } else {
          slot = order.count
          slots[planned.cell.job] = slot
          order.append(planned.cell.job)
          lines.append([])
        }
      }
      if let last = lines[slot].indices.last, lines[slot][last].take(planned) { continue }
      lines[slot].append(
        PlanLine(
          job: planned.cell.job, decision: planned.decision, dates: planned.cell.date...planned.cell.date,
          estimate: planned.estimate?.microseconds ?? 0))
    }
    return lines.flatMap { $0.sorted { $0.dates.lowerBound < $1.dates.lowerBound } }
  }

  /// Makes the line longer by a cell that is next to it, on either end.
  private mutating func take(_ planned: PlannedCell) -> Bool {
    let day = planned.cell.date.daysSinceEpoch
    guard planned.decision == decision else { return false }
    switch day {
    case dates.upperBound.daysSinceEpoch + 1: dates = dates.lowerBound...planned.cell.date
    case dates.lowerBound.daysSinceEpoch - 1: dates = planned.cell.date...dates.upperBound
    default: return false
    }
    estimate += planned.estimate?.microseconds ?? 0
    return true
  }
}
