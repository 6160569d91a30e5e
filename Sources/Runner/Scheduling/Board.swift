import Kernel
import Pipeline
import State

/// What is known of every cell of a walk: what was stored before it, what was decided, and how it stands for those that need it.
///
/// A cell is a number: the day of its date since the board's first, times the jobs, plus the job.
struct Board {
  /// How a cell stands; raw values index nothing, they only keep it at one byte.
  private enum Fate: UInt8 { case open, runs, upToDate, failed, gateClosed }

  let first: LogicalDate
  let days: Int
  let jobs: Int
  private(set) var decided = 0
  private var glances: [CellGlance]
  /// Jobs that the walk itself decides about.
  private let isLooked: [Bool]
  private var fates: [Fate]
  /// Index into `palette`; 0 is undecided.
  private var verdicts: [Int32]
  private(set) var palette: [Decision] = [.skip(.disabled), .skip(.upToDate)]
  private var known: [Decision.SkipReason: Int32] = [.upToDate: 1]

  /// Reads the cells of the jobs that are looked at and of those they need, each job's at once.
  init(_ stages: [Stage], roster: Roster, state: StateStore) throws(Failure) {
    let dates = stages.flatMap(\.dates)
    let range = (dates.min() ?? LogicalDate(daysSinceEpoch: 0))...(dates.max() ?? LogicalDate(daysSinceEpoch: 0))
    first = range.lowerBound
    days = dates.isEmpty ? 0 : range.upperBound.daysSinceEpoch - range.lowerBound.daysSinceEpoch + 1
    jobs = roster.count
    var isLooked = [Bool](repeating: false, count: jobs)
    for stage in stages { for job in stage.jobs { isLooked[job] = true } }
    self.isLooked = isLooked
    var isAsked = isLooked
    for job in isLooked.indices where isLooked[job] { for other in roster[job].asked { isAsked[other] = true } }
    let asked = isAsked.indices.filter { isAsked[$0] }
    glances = [CellGlance](repeating: .none, count: days * jobs)
    fates = [Fate](repeating: .open, count: days * jobs)
    verdicts = [Int32](repeating: 0, count: days * jobs)
    guard days > 0 else { return }
    try state.read { reader in
      try reader.glances(of: asked.map { (roster[$0].name, roster[$0].settings) }, range) { glances[$1 * jobs + asked[$0]] = $2 }
    }
  }

  func day(_ date: LogicalDate) -> Int { date.daysSinceEpoch - first.daysSinceEpoch }
  func node(_ date: LogicalDate, _ job: Int) -> Int { day(date) * jobs + job }
  func date(_ node: Int) -> LogicalDate { first.adding(days: node / jobs) }
  func job(_ node: Int) -> Int { node % jobs }

  func glance(_ node: Int) -> CellGlance { glances[node] }

  /// Where the palette has the decision about a cell; 0 for one that nobody has decided about.
  func verdict(_ node: Int) -> Int32 { verdicts[node] }

  func decision(_ node: Int) -> Decision? { verdicts[node] == 0 ? nil : palette[Int(verdicts[node])] }

  /// How the cell stands for those that need it: as this walk has left it, else as it was stored.
  func upstream(_ node: Int) -> CellFacts.Upstream {
    switch fates[node] {
    case .runs: .runs
    case .upToDate: .upToDate
    case .failed: .failed
    case .gateClosed: .gateClosed
    case .open:
      switch glances[node].state {
      case .succeeded, .void: .upToDate
      case .gateClosed: .gateClosed
      default: .failed
      }
    }
  }

  /// It stands as done, whatever else happens in this walk.
  func isSettled(_ node: Int) -> Bool {
    fates[node] == .upToDate || (fates[node] == .open && !isLooked[job(node)] && upstream(node) == .upToDate)
  }

  mutating func decide(_ node: Int, _ decision: Decision) {
    decided += verdicts[node] == 0 ? 1 : 0
    guard case .skip(let reason) = decision else {
      palette.append(decision)
      verdicts[node] = Int32(palette.count - 1)
      return
    }
    fates[node] = reason == .upToDate && glances[node].state == .gateClosed ? .gateClosed : Self.fate(of: reason)
    if let index = known[reason] {
      verdicts[node] = index
    } else {
      palette.append(decision)
      verdicts[node] = Int32(palette.count - 1)
      known[reason] = verdicts[node]
    }
  }

  /// The short way of most cells of most walks.
  mutating func pass(_ node: Int) {
    decided += 1
    verdicts[node] = 1
    fates[node] = .upToDate
  }

  mutating func settle(_ node: Int, _ upstream: CellFacts.Upstream) {
    fates[node] =
      switch upstream {
      case .runs: .runs
      case .upToDate: .upToDate
      case .failed: .failed
      case .gateClosed: .gateClosed
      }
  }

  /// What a skipped cell means for those that need it.
  private static func fate(of reason: Decision.SkipReason) -> Fate {
    switch reason {
    case .upToDate, .disabled, .notBackfillable, .void: .upToDate
    case .upstreamFailed, .outsideCatchup, .implausibleClock: .failed
    case .gateClosed: .gateClosed
    }
  }
}
