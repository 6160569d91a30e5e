import JobKit
import Kernel
import Pipeline
import State

/// Follows what led to a run back to where it came from: the input that changed, the job that wrote it, the object that arrived.
struct WhyChain {
  let pipeline: LoadedPipeline
  let reader: StateReader

  /// Objects that are named; of more only the number is said.
  private static let named = 5

  /// - Parameter history: every time that the cell ran, oldest first.
  func causes(of run: JobRunRecord, in history: [JobRunRecord]) throws -> [WhyCause] {
    let before = history.filter { $0.id < run.id }
    let success = before.last { [.succeeded, .gateClosed].contains($0.state) }
    var causes = run.cause.settings.map { WhyCause(.setting, $0.name, old: $0.old, new: $0.new) }
    causes += try run.cause.inputs.map { change in
      WhyCause(.input, change.name, old: change.old, new: change.new, because: try writers(of: change.name, run, since: success))
    }
    let told = Set(causes.flatMap { $0.because }.filter { $0.kind == .job }.map(\.name))
    for job in Self.names(in: run.reason, after: "upstream runs: ") where !told.contains(job) {
      if let upstream = try last(Cell(job: JobName(job), date: run.cell.date), before: run), upstream.run == run.run {
        causes.append(try link(upstream))
      }
    }
    if run.reason.hasPrefix("input changed: "), causes.isEmpty, let table = discovered(run.cell.job) {
      causes += try objects(table, crawledOn: run.cell.date, since: success?.startedAt, holding: nil, by: nil)
    }
    if run.reason == "failed before" || run.reason == "interrupted", let failed = before.last {
      let attempt = try reader.attempts(ofJobRun: failed.id).last
      causes.append(
        WhyCause(
          .attempt, attempt?.code ?? failed.state.rawValue, date: failed.cell.date, run: failed.run, at: failed.endedAt ?? failed.startedAt,
          text: attempt?.message ?? Mark.word(failed.state)))
    }
    if run.reason.hasPrefix("restated by "),
      let mark = try reader.marks(of: run.cell).last(where: { $0.act == .restate && $0.at <= run.startedAt })
    {
      causes.append(WhyCause(.mark, mark.act.rawValue, at: mark.at, text: "by \(mark.user): \(mark.reason)"))
    }
    return causes
  }

  /// For a cell that was skipped because of others: how those had ended.
  func blockers(of skip: JobRunRecord) throws -> [WhyCause] {
    try ["upstream failed: ", "gate closed: "].flatMap { Self.names(in: skip.reason, after: $0) }.compactMap { job in
      let cell = Cell(job: JobName(job), date: skip.cell.date)
      guard let run = try reader.jobRuns(of: cell).last(where: { $0.run <= skip.run }) else { return nil }
      let attempt = try reader.attempts(ofJobRun: run.id).last
      let text = [Mark.word(run.state), attempt?.code, attempt?.message].compactMap(\.self).joined(separator: ": ")
      return WhyCause(.job, job, date: cell.date, run: run.run, at: run.endedAt ?? run.startedAt, text: text)
    }
  }

  /// Who wrote a table between the last success and this run, or which objects a crawl found for it.
  private func writers(of input: String, _ run: JobRunRecord, since success: JobRunRecord?) throws -> [WhyCause] {
    // Quality reads what was counted about a table beside the table itself.
    let table = TableName(input.hasSuffix(" (counts)") ? String(input.dropLast(9)) : input)
    if let writer = pipeline.graph.writer(of: table) {
      guard let wrote = try last(Cell(job: writer, date: run.cell.date), before: run), wrote.id > success?.id ?? 0 else { return [] }
      return [try link(wrote)]
    }
    return try pipeline.ordered.filter { $0.traits.discovers && $0.job.reads.contains(table) }.flatMap { crawl in
      try crawls(crawl.name, of: table, holding: run.cell.date, before: run, since: success)
    }
  }

  /// Objects that hold rows of the date and that a crawl between the last success and this run has read.
  private func crawls(
    _ crawl: JobName, of table: TableName, holding date: LogicalDate, before run: JobRunRecord, since success: JobRunRecord?
  )
    throws -> [WhyCause]
  {
    let held = try reader.objects(table, holding: date)
    let dates = Set(held.map(\.object.crawledOn)).sorted()
    return try dates.flatMap { crawledOn in
      guard let found = try last(Cell(job: crawl, date: crawledOn), before: run), found.id > success?.id ?? 0 else { return [WhyCause]() }
      return try objects(table, crawledOn: crawledOn, since: success?.startedAt, holding: date, by: found)
    }
  }

  private func objects(_ table: TableName, crawledOn: LogicalDate, since: Instant?, holding date: LogicalDate?, by crawl: JobRunRecord?)
    throws
    -> [WhyCause]
  {
    var found = try reader.objects(table, crawledOn: crawledOn)
    var rows: [String: Int] = [:]
    if let date {
      rows = Dictionary(uniqueKeysWithValues: try reader.objects(table, holding: date).map { ($0.object.key, $0.rows) })
      found = found.filter { rows[$0.key] != nil }
    }
    // A crawl that ran twice read most of its objects the first time: those that had arrived since are meant, where there are any.
    if let since, case let newer = found.filter({ $0.modified > since }), !newer.isEmpty { found = newer }
    let because =
      crawl.map { [WhyCause(.job, $0.cell.job.rawValue, date: $0.cell.date, run: $0.run, at: $0.startedAt, text: $0.reason)] } ?? []
    var causes = found.prefix(Self.named).map { object in
      let count = rows[object.key] ?? object.rows
      return WhyCause(
        .object, object.key, date: crawledOn, at: object.modified, text: "\(count.grouped) row\(count == 1 ? "" : "s") of this date",
        because: because)
    }
    if found.count > Self.named {
      causes.append(
        WhyCause(.object, table.rawValue, date: crawledOn, text: "and \((found.count - Self.named).grouped) more objects", because: because)
      )
    }
    return causes
  }

  /// A run of another job as a link, with what led to it.
  private func link(_ run: JobRunRecord) throws -> WhyCause {
    WhyCause(
      .job, run.cell.job.rawValue, date: run.cell.date, run: run.run, at: run.startedAt, text: run.reason,
      because: try causes(of: run, in: reader.jobRuns(of: run.cell)))
  }

  /// The last time that a cell's work became true before another run began.
  private func last(_ cell: Cell, before run: JobRunRecord) throws -> JobRunRecord? {
    try reader.jobRuns(of: cell).last { $0.id < run.id && [.succeeded, .gateClosed].contains($0.state) }
  }

  /// The table that a discovering job reads.
  private func discovered(_ job: JobName) -> TableName? {
    pipeline[job].flatMap { $0.traits.discovers ? $0.job.reads.min() : nil }
  }

  private static func names(in reason: String, after prefix: String) -> [String] {
    guard reason.hasPrefix(prefix) else { return [] }
    return reason.dropFirst(prefix.count).split(separator: ",").map { String($0.drop { $0 == " " }) }
  }
}
