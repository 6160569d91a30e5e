public import Kernel

/// What a check found on a date. `document` is the check's own JSON; the columns are what people query.
public struct CheckRecord: Hashable, Sendable {
  public let date: LogicalDate
  public let dataset: String
  public let name: String
  public let state: String
  public let score: Double?
  public let failing: Int?
  public let evaluated: Int?
  public let document: String

  public init(
    date: LogicalDate, dataset: String, name: String, state: String, score: Double?, failing: Int?, evaluated: Int?, document: String
  ) {
    self.date = date
    self.dataset = dataset
    self.name = name
    self.state = state
    self.score = score
    self.failing = failing
    self.evaluated = evaluated
    self.document = document
  }
}

/// The score of a dataset on a date; of the whole night where `dataset` is empty.
public struct ScoreRecord: Hashable, Sendable {
  public let date: LogicalDate
  public let dataset: String
  /// Nil when nothing was measured.
  public let score: Double?
  public let low: Double
  public let high: Double
  public let coverage: Double
  public let gate: String
  public let document: String

  public init(
    date: LogicalDate, dataset: String, score: Double?, low: Double, high: Double, coverage: Double, gate: String, document: String
  ) {
    self.date = date
    self.dataset = dataset
    self.score = score
    self.low = low
    self.high = high
    self.coverage = coverage
    self.gate = gate
    self.document = document
  }
}
