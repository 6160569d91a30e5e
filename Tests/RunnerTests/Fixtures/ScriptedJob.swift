import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State
import Synchronization

/// A job whose behaviour is written in its YAML: what the runner must cope with, without any real work.
struct ScriptedJob: Job {
  enum Behaviour: String, CaseIterable { case ok, fail, fail_on, fail_once, hang, yield, meet, gate, stop, crash }

  static let kind = "scripted"
  static let version = 1
  static let traits = JobTraits(backfill: .perInterval, effect: .replacesPartitions)
  static let summary = "for tests"
  static let example = "behaviour: ok"
  static let keys: [KeySchema] = []

  /// How often each cell's `run` was called, over all attempts.
  static let calls = Mutex<[String: Int]>([:])

  let behaviour: Behaviour
  let content: String
  let reads: Set<TableName>
  let writes: Set<TableName>
  /// Jobs whose state on its date is what it reads, without needing them.
  let watches: [JobName]
  let home: String

  var hasInputs: Bool { !reads.isEmpty || !watches.isEmpty }

  init(_ fields: inout Fields, in scope: JobScope) {
    behaviour = fields.choice("behaviour", Behaviour.self) ?? .ok
    content = fields.string("content") ?? "content"
    reads = Set(fields.strings("reads").map { TableName($0) })
    writes = Set(fields.strings("writes").map { TableName($0) })
    watches = fields.strings("watches").map { JobName($0) }
    home = scope.world.currentDirectory
  }

  func inputs(_ context: InputContext) async throws -> JobInputs {
    guard !watches.isEmpty else { return try context.partitionVersions(of: reads) }
    return .versions(
      try context.state.read { reader in
        try watches.reduce(into: [:]) { states, job in
          states[job.rawValue] = try reader.cell(Cell(job: job, date: context.cell.date))?.state.rawValue ?? "unknown"
        }
      })
  }

  func run(_ context: JobContext) async throws -> JobOutcome {
    let calls = Self.calls.withLock { counts in
      counts["\(home) \(context.cell)", default: 0] += 1
      return counts["\(home) \(context.cell)"] ?? 0
    }
    var outcome = JobOutcome()
    for table in writes.sorted() {
      let folder = "\(context.staging)/\(table)"
      try Files.makeDirectory(folder)
      try Files.create("\(folder)/part-000.txt", Array("\(content) of \(context.date)\n".utf8))
      outcome.publications.append(
        Publication(table: table, key: context.date.description, target: context.lake.curated(table, context.date), staged: folder, rows: 1)
      )
      outcome.edges += [EdgeCount(table: table, edge: .in, rows: 1), EdgeCount(table: table, edge: .out, rows: 1)]
    }
    switch behaviour {
    case .ok: return outcome
    case .fail: throw Failure(6999, "it always fails")
    case .fail_on:
      if context.date.description == content { throw Failure(6999, "it fails on this date") }
      return outcome
    case .fail_once:
      if calls == 1 { throw Failure(6999, "it fails once", retry: .backoff) }
      return outcome
    case .hang:
      try await Task.sleep(for: .seconds(3600))
      return outcome
    case .yield:
      // Long enough for another to begin, if it may.
      for _ in 0..<50 { await Task.yield() }
      return outcome
    case .meet:
      // Ends only when another cell of the job is at work at the same time.
      while Self.calls.withLock({ $0.keys.count { $0.hasPrefix("\(home) \(context.cell.job)@") } }) < 2 { await Task.yield() }
      return outcome
    case .gate:
      outcome.verdict = .gateClosed(reason: "too bad")
      return outcome
    case .stop:
      outcome.verdict = .stopped(Failure(6998, "a guard refuses"))
      return outcome
    case .crash: throw CocoaError()
    }
  }

  struct CocoaError: Error {}
}
