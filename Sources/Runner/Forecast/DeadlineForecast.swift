import JobKit
import Kernel
import Pipeline

/// When the cells of a night will probably end, and which deadlines that misses. Only the night's own date has deadlines: those of older ones are past.
struct DeadlineForecast {
  private let date: LogicalDate
  /// By number of the roster.
  private let jobs: [Int: Instant]
  private let night: Instant?

  init(_ request: WalkRequest, pipeline: LoadedPipeline, roster: Roster) {
    date = request.dates.upperBound
    guard request.trigger == .run else { (jobs, night) = ([:], nil); return }
    let day = date.adding(days: 1)
    night = pipeline.document.deadline?.on(day)
    jobs = Dictionary(
      uniqueKeysWithValues: roster.members.enumerated().compactMap { number, member in
        // The state of a job that nobody asked for is not looked at.
        guard request.selected?.contains(member.name) ?? true else { return nil }
        return member.job.declaration.deadline.map { (number, $0.on(day)) }
      })
  }

  var isNeeded: Bool { night != nil || !jobs.isEmpty }

  /// What will probably be late, by cell, and how much later everything could end before something more is.
  ///
  /// - Parameter remaining: microseconds that a cell will still take; 0 for one that has ended or will not run.
  func risks(of walk: Walk, at now: Instant, remaining: @escaping (_ node: Int) -> Int) -> (risks: [DeadlineRisk], slack: Span?) {
    let path = LongestPath(walk, remaining: remaining)
    var targets = jobs.map { (walk.board.node(date, $0.key), $0.value, false) }
    if let night, let last = path.last(on: date) { targets.append((last, night, true)) }
    var risks: [Cell: DeadlineRisk] = [:], slack: Int?
    for (node, deadline, isOfNight) in targets where remaining(node) > 0 {
      let predicted = now.adding(Span(microseconds: path.end(node)))
      if predicted <= deadline {
        slack = min(slack ?? Int.max, deadline.microseconds - predicted.microseconds)
        continue
      }
      let cell = walk.cell(node)
      if let known = risks[cell], known.deadline <= deadline { continue }
      risks[cell] = DeadlineRisk(
        cell: cell, isOfNight: isOfNight, deadline: deadline, now: now, predicted: predicted,
        dueTo: walk.cell(path.longest(before: node)).job)
    }
    return (risks.values.sorted { $0.cell < $1.cell }, slack.map(Span.init(microseconds:)))
  }
}
