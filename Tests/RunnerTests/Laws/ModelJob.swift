import JobKit
import Kernel
import Pipeline
import State
import Synchronization

/// A job that is pure bookkeeping: what it makes of a date is a number that depends on its settings and on what it reads, kept in the state.
///
/// Two histories have ended alike when their numbers are alike.
struct ModelJob: Job {
  enum Ending: CaseIterable { case fails, stops }

  /// What the world outside the runner looks like to one installation.
  struct Surroundings: Sendable {
    /// How often the source's data of a date has changed.
    var source: [LogicalDate: Int] = [:]
    /// Jobs that do not end well today.
    var endings: [JobName: Ending] = [:]
    var calls: [Cell: Int] = [:]
    /// Cells that closed their gate when they last ran to their end.
    var closedGates: Set<Cell> = []
  }

  static let kind = "model"
  static let version = 1
  static let traits = JobTraits(backfill: .perInterval, effect: .none)
  static let summary = "for laws"
  static let example = "content: a"
  static let keys: [KeySchema] = []

  /// By home folder.
  static let surroundings = Mutex<[String: Surroundings]>([:])

  let name: JobName
  let content: Int
  /// It judges: with odd settings, badly.
  let closesItsGate: Bool
  let reads: Set<TableName>
  let writes: Set<TableName>
  let lookbackDays: Int
  private let home: String

  var hasInputs: Bool { !reads.isEmpty }

  init(_ fields: inout Fields, in scope: JobScope) {
    name = scope.name
    content = fields.integer("content", in: 0...99) ?? 0
    closesItsGate = (fields.bool("judges") ?? false) && content % 2 == 1
    reads = Set(fields.strings("reads").map { TableName($0) })
    writes = Set(fields.strings("writes").map { TableName($0) })
    lookbackDays = fields.integer("lookback", in: 0...9) ?? 0
    home = scope.world.currentDirectory
  }

  func inputs(_ context: InputContext) async throws -> JobInputs {
    let outside = Self.surroundings.withLock { $0[home]?.source[context.cell.date] ?? 0 }
    return .versions(
      try context.state.read { reader in
        try reads.reduce(into: [:]) { versions, table in
          guard table != Self.source else { return versions[table.rawValue] = "\(outside)" }
          versions[table.rawValue] = try reader.watermark(Self.writer(of: table), "value", on: context.cell.date) ?? "nothing"
        }
      })
  }

  func run(_ context: JobContext) async throws -> JobOutcome {
    let ending = Self.surroundings.withLock { all in
      all[home, default: Surroundings()].calls[context.cell, default: 0] += 1
      return all[home]?.endings[name]
    }
    var outcome = JobOutcome()
    switch ending {
    case .fails: throw Failure(6999, "it fails today")
    case .stops: outcome.verdict = .stopped(Failure(6998, "a guard refuses today"))
    case nil: if closesItsGate { outcome.verdict = .gateClosed(reason: "too bad for these settings") }
    }
    guard case .versions(let read) = try await inputs(context.inputs) else { return outcome }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(name) \(content) \(context.date) \(read.sorted { $0.key < $1.key })".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    if ending == nil {
      Self.surroundings.withLock {
        if closesItsGate { $0[home]?.closedGates.insert(context.cell) } else { $0[home]?.closedGates.remove(context.cell) }
      }
    }
    outcome.record { [name, hash] in try $0.setWatermark(name, "value", on: context.date, "\(hash)") }
    return outcome
  }

  static let source = TableName("raw.source")

  private static func writer(of table: TableName) -> JobName { JobName(String(table.rawValue.dropFirst("curated.".count))) }
}
