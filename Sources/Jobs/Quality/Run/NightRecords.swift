import Drivers
import FoundationEssentials
import JobKit
import Kernel
import Lake
import Scoring
import State

/// What the state knows before the checks of a date begin, read in one moment.
struct NightRecords {
  static let memoryDays = 56
  static let trendDays = 28
  static let gridDays = 7

  let job: Quality
  let date: LogicalDate
  /// Rows of the date's partitions; a table without one is missing.
  let rows: [TableName: Int]
  let relations: [String: Relation]
  let edges: [TableName: [EdgeCount]]
  let schemas: [TableName: [SchemaVersionRecord]]
  /// Results of earlier dates by dataset and name, oldest first.
  let earlier: [String: [(date: LogicalDate, check: CheckResult)]]
  let scores: [ScoreRecord]

  init(_ job: Quality, _ context: JobContext) throws {
    self.job = job
    let date = context.date
    self.date = date
    let tables = job.reads.sorted(), lake = context.lake
    let past = date.adding(days: -Self.memoryDays)..<date
    let declared = Dictionary(job.datasets.map { ($0.table, $0) }) { first, _ in first }
    let moment = try context.state.read { reader in
      (
        partitions: try tables.map { table in try reader.partitions(table).filter { LogicalDate($0.key).map { $0 <= date } ?? false } },
        edges: try tables.map { try reader.edgeCounts($0, date) }, schemas: try tables.map { try reader.schemas($0) },
        checks: try reader.checkRecords(job.name, past), scores: try reader.scoreRecords(job.name, past)
      )
    }
    edges = Dictionary(uniqueKeysWithValues: zip(tables, moment.edges))
    schemas = Dictionary(uniqueKeysWithValues: zip(tables, moment.schemas))
    scores = moment.scores
    var rows: [TableName: Int] = [:], relations: [String: Relation] = [:]
    for (table, partitions) in zip(tables, moment.partitions) {
      rows[table] = partitions.first { $0.key == date.description }?.rows
      relations[table.rawValue] = try PartitionFiles(lake).relation(table, partitions, declared[table])
    }
    (self.rows, self.relations) = (rows, relations)
    earlier = moment.checks.reduce(into: [:]) { result, record in
      if let check = QualityRecording.check(record) { result["\(record.dataset)#\(record.name)", default: []].append((record.date, check)) }
    }
  }

  func history(_ dataset: TableName, _ name: String) -> [(date: LogicalDate, check: CheckResult)] { earlier["\(dataset)#\(name)"] ?? [] }

  func trend(_ dataset: String) -> [ScorePoint] {
    scores.filter { $0.dataset == dataset && $0.date >= date.adding(days: -Self.trendDays) }.map {
      ScorePoint(date: $0.date, score: $0.score, gate: Gate(rawValue: $0.gate) ?? .warn)
    }
  }

  func report(pipeline: String, datasets: [DatasetReport]) -> QualityReport {
    QualityReport(
      pipeline: pipeline, job: job.name.rawValue, date: date, datasets: datasets, history: trend(""), arrivals: arrivals(datasets))
  }

  /// The hours of the first dataset that counts them.
  private func arrivals(_ datasets: [DatasetReport]) -> ArrivalGrid? {
    for dataset in datasets {
      guard let check = dataset.checks.first(where: { $0.hours != nil }) else { continue }
      let known = Dictionary(history(TableName(dataset.name), check.name).map { ($0.date, $0.check.hours) }) { $1 }
      let days = (1 - Self.gridDays...0).map { offset in
        let day = date.adding(days: offset)
        return ArrivalGrid.Day(date: day, hours: day == date ? check.hours : known[day] ?? nil)
      }
      return ArrivalGrid(dataset: dataset.name, days: days)
    }
    return nil
  }
}
