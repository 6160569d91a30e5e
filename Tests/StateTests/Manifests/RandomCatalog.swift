import Kernel
import State
import TestSupport

/// Rows of every table that a manifest describes, the same for the same seed.
struct RandomCatalog {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func fill(_ writer: StateWriter) throws {
    let jobs = (0..<3).map { JobName("\(word())\($0)") }
    let tables = (0..<2).map { TableName("raw.\(word())\($0)") }
    for index in 0..<(3 + random.below(8)) {
      let day = date()
      try writer.setObject(
        ObjectRecord(
          table: pick(tables), key: "events/\(word())\(index)", location: ".storage/\(word())/\(index)", storageClass: word(),
          bytes: random.below(1 << 40), modified: Instant(microseconds: random.below(1 << 50)), sha256: Fingerprint(hex: "ab\(index)"),
          rows: random.below(1000), rejected: 2, crawledOn: date()),
        rows: [day: 1 + random.below(9), day.adding(days: 1): 3],
        rejects: (1...2).map { ObjectReject(ordinal: $0, offset: random.below(1 << 33), reason: word(), detail: word(), date: date()) })
    }
    for (index, path) in ["curated/\(word())", "operational/\(word())", "/srv/night/reports/\(word())"].enumerated() {
      let keys = [date().description, "year=2026/month=01/day=0\(1 + random.below(9))", "region=\(word())"]
      try writer.setPartition(
        PartitionRecord(
          table: pick(tables), key: keys[index], path: path, rows: random.below(99), bytes: random.below(1 << 45), manifest: word(),
          fingerprint: Fingerprint(hex: "cd")))
    }
    try writer.addSchema(pick(tables), on: date(), columns: word(), events: word(), diff: "")
    for job in jobs {
      let cell = Cell(job: job, date: date())
      try writer.setEdgeCounts(cell, [EdgeCount(table: pick(tables), edge: .in, reason: word(), rows: random.below(1 << 40))])
      try writer.setWatermark(job, word(), on: date(), word())
      try writer.setQuality(cell, checks: [check(cell)], scores: [score(cell)])
      try fillCells(writer, job)
    }
    try writer.recordTrash(
      TrashRecord(
        batch: "2026-01-05-\(word())", table: random.once(in: 2) ? nil : pick(tables), key: word(), origin: word(), location: word(),
        bytes: random.below(1 << 40), modified: Instant(microseconds: random.below(1 << 50)), rule: word(), trashedOn: date(),
        document: try TrashDocument().encoded()))
  }

  /// One mark that several cells share, and cells without any.
  private mutating func fillCells(_ writer: StateWriter, _ job: JobName) throws {
    let first = date(), last = first.adding(days: 2)
    let mark = try writer.addMark(
      pick(MarkRecord.Act.allCases), job: job, dates: first...last, user: word(), reason: word(), at: Instant(seconds: 5))
    for offset in 0..<5 {
      let date = first.adding(days: offset)
      let state = offset <= 2 ? CellState.restated : pick(CellState.allCases.filter { $0 != .running })
      try writer.setCell(
        CellRecord(
          cell: Cell(job: job, date: date), state: state, settings: random.once(in: 3) ? [:] : [word(): word(), "b": word()],
          inputs: [word(): word()], counts: [word(): random.below(1 << 50)], mark: offset <= 2 ? mark : nil))
    }
  }

  private mutating func check(_ cell: Cell) -> CheckRecord {
    CheckRecord(
      date: cell.date, dataset: word(), name: word(), state: word(), score: random.once(in: 3) ? nil : number(),
      failing: random.once(in: 3) ? nil : random.below(99), evaluated: random.below(1 << 40), document: word())
  }

  private mutating func score(_ cell: Cell) -> ScoreRecord {
    ScoreRecord(
      date: cell.date, dataset: random.once(in: 2) ? "" : word(), score: random.once(in: 3) ? nil : number(), low: number(), high: number(),
      coverage: number(), gate: word(), document: word())
  }

  /// Fractions, whole numbers, very small and very large ones.
  private mutating func number() -> Double {
    let fraction = Double(random.below(1 << 53)) / Double(1 << 53)
    return pick([fraction, 0, 1, 97, -fraction, fraction * 1e-300, fraction * 1e300, 1e18, 0.1])
  }

  private mutating func date() -> LogicalDate { LogicalDate(daysSinceEpoch: 20_450 + random.below(9)) }

  private mutating func word() -> String {
    pick(["a", "o'clock", "\"q\"", "täglich", "日付", "back\\slash", "12", "1e5", "null", "{}", "a b", "tab\tand\nline", "%_", "e\u{301}"])
      + "\(random.below(100))"
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
}
