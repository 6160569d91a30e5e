import JobKit
import Kernel
import Pipeline

/// A scripted job that discovers, as a crawl does.
struct ScriptedCrawl: Job {
  static let kind = "scripted_crawl"
  static let version = 1
  static let traits = JobTraits(backfill: .perInterval, effect: .none, discovers: true)
  static let summary = "for tests"
  static let example = "behaviour: ok"
  static let keys: [KeySchema] = []

  private let job: ScriptedJob
  let lookbackDays: Int

  init(_ fields: inout Fields, in scope: JobScope) {
    job = ScriptedJob(&fields, in: scope)
    lookbackDays = fields.span("lookback")?.wholeDays ?? 0
  }

  var reads: Set<TableName> { job.reads }
  var writes: Set<TableName> { job.writes }
  var hasInputs: Bool { job.hasInputs }

  func run(_ context: JobContext) async throws -> JobOutcome { try await job.run(context) }
}

/// A scripted job that deletes, as a purge does: left to the night, and stopped by a clock that cannot be right.
struct ScriptedPurge: Job {
  static let kind = "scripted_purge"
  static let version = 1
  static let traits = JobTraits(backfill: .never, effect: .deletes)
  static let summary = "for tests"
  static let example = "work: 3 objects"
  static let keys: [KeySchema] = []

  /// What it would delete; nil is nothing.
  let work: String?

  init(_ fields: inout Fields, in scope: JobScope) { work = fields.string("work") }

  var reads: Set<TableName> { [] }
  var writes: Set<TableName> { [] }

  func inputs(_ context: InputContext) async throws -> JobInputs { .pending(work) }

  func run(_ context: JobContext) async throws -> JobOutcome { JobOutcome() }
}
