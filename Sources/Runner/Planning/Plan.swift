public import Kernel
public import Pipeline

/// What a run would do now: every cell looked at, in the order of the walk (stages, dates, jobs).
///
/// Ten years of fifty jobs are 182,500 cells, so they are kept by number and made on the way out.
public struct Plan: Sendable, RandomAccessCollection {
  /// Consecutive dates of one job with one decision, in the order of the walk.
  public struct Range: Hashable, Sendable {
    public let job: JobName
    public let firstDate: LogicalDate
    public let lastDate: LogicalDate
    public let decision: Decision

    /// How many cells it stands for.
    public var count: Int { lastDate.daysSinceEpoch - firstDate.daysSinceEpoch + 1 }
  }

  struct Line: Sendable {
    let job: Int32
    let day: Int32
    let decision: Int32
  }

  private let jobs: [JobName]
  private let lines: [Line]
  private let decisions: [Decision]
  private let estimates: [JobName: Estimate]
  private let inputs: [Cell: [String: String]]
  /// Deadlines that this run would probably miss, by cell.
  public let deadlineRisks: [DeadlineRisk]
  /// What is wrong with the clock that was decided with; nil when nothing is known to be.
  public let clockProblem: String?

  init(_ walk: Walk, estimates: [JobName: Estimate], deadlineRisks: [DeadlineRisk], clockProblem: String?) {
    jobs = walk.roster.members.map(\.name)
    self.estimates = estimates
    self.deadlineRisks = deadlineRisks
    self.clockProblem = clockProblem
    (lines, decisions) = walk.lines()
    inputs = walk.inputs
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { lines.count }

  public subscript(index: Int) -> PlannedCell {
    let line = lines[index]
    let cell = Cell(job: jobs[Int(line.job)], date: LogicalDate(daysSinceEpoch: Int(line.day)))
    let decision = decisions[Int(line.decision)]
    guard decision.runs else { return PlannedCell(cell: cell, decision: decision) }
    return PlannedCell(cell: cell, decision: decision, history: estimates[cell.job], inputs: inputs[cell] ?? [:])
  }

  /// What one cell of a job takes, by its last successes; nil without history.
  public func estimate(of job: JobName) -> Estimate? { estimates[job] }

  /// Cells that run.
  public var running: Int {
    let runs = decisions.map(\.runs)
    return lines.count { runs[Int($0.decision)] }
  }

  /// The same cells, consecutive dates of one job with an equal decision as one: by job in the graph's order, then by date.
  public var ranges: [Range] {
    Ranges.of(lines, same: { decisions[Int($0)] == decisions[Int($1)] }).map { range in
      Range(
        job: jobs[Int(range.job)], firstDate: LogicalDate(daysSinceEpoch: Int(range.first)),
        lastDate: LogicalDate(daysSinceEpoch: Int(range.last)), decision: decisions[Int(range.decision)])
    }
  }
}
