import JobKit
import Kernel
import Pipeline
import State

/// Deadlines of the newest night that are missed or about to be, by the clock and by how long its unfinished jobs took lately.
struct Deadlines {
  let pipeline: LoadedPipeline
  /// The logical date of the night.
  let date: LogicalDate
  let now: Instant
  /// A run is at work on the state.
  let isAtWork: Bool

  /// What nobody has finished by its deadline, or will not have by then. Only that night has deadlines: those of older ones are past.
  func attention(_ reader: StateReader) throws -> [Attention] {
    let day = date.adding(days: 1)
    let declared = pipeline.ordered.compactMap { job in job.declaration.deadline.map { (jobs: [job.name], deadline: $0.on(day)) } }
    let night = pipeline.document.deadline.map { (jobs: pipeline.ordered.map(\.name), deadline: $0.on(day)) }
    let all = declared + (night.map { [$0] } ?? [])
    guard !all.isEmpty else { return [] }
    let states = Dictionary(uniqueKeysWithValues: try reader.cellSummaries(date...date).map { ($0.cell.job, $0.state) })
    return try all.compactMap { jobs, deadline in
      let open = jobs.filter { isOpen($0, states[$0]) }
      guard !open.isEmpty else { return nil }
      return try message(open, deadline, states, reader).map { message in
        let isLate = now >= deadline && !isAtWork
        return Attention(
          kind: .deadline, jobs: open, from: date, to: date, message: message, hint: isLate ? "the next run does it, late" : nil,
          command: isLate ? "nightshift run" : "nightshift plan --date \(date)")
      }
    }
  }

  private func isOpen(_ job: JobName, _ state: CellState?) -> Bool {
    guard pipeline[job]?.declaration.enabled == true else { return false }
    return ![.succeeded, .gateClosed, .void].contains(state)
  }

  private func message(_ open: [JobName], _ deadline: Instant, _ states: [JobName: CellState], _ reader: StateReader) throws -> String? {
    if now >= deadline { return "\(deadline.readable) is past" }
    // The longest chain of what is not done, each job by its 90th percentile.
    let involved = open.reduce(into: Set(open)) { $0.formUnion(pipeline.graph.upstream(of: $1, via: .all)) }
    var weights = Dictionary(uniqueKeysWithValues: pipeline.graph.order.map { ($0, Span(microseconds: 0)) })
    for job in involved where isOpen(job, states[job]) {
      let durations = try reader.recentSuccesses(of: job).map(\.duration).sorted()
      if !durations.isEmpty { weights[job] = durations[(durations.count * 9 + 9) / 10 - 1] }
    }
    let chain = pipeline.graph.criticalPath(weights: weights)
    let length = chain.reduce(0) { $0 + (weights[$1]?.microseconds ?? 0) }
    let done = max(now, pipeline.document.schedule.due(date)).adding(Span(microseconds: length))
    guard done > deadline, let longest = chain.max(by: { weights[$0, default: .seconds(0)] < weights[$1, default: .seconds(0)] }) else {
      return nil
    }
    return "\(deadline.readable) will probably be missed by \(done.since(deadline).readable), because of \(longest)"
  }
}
