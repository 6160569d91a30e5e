public import Kernel
public import Pipeline

/// A kind of work. A new kind is a folder in `Jobs`, one line in `BuiltIn.swift` and a mirrored test folder.
///
/// A job decides and stages; it never makes anything live itself. `run` writes into its attempt's staging folder and returns an outcome;
/// the runner publishes and records it in one commit, so a crash at any instruction leaves the lake as it was or as it should be.
/// Equal inputs must give equal bytes.
public protocol Job: Sendable {
  /// The word in `kind:`; stored in the state, so never renamed.
  static var kind: String { get }
  /// Raised when the same settings and inputs would give other bytes.
  static var version: Int { get }
  static var traits: JobTraits { get }
  /// A few words for lists.
  static var summary: String { get }
  /// One job in YAML, as a user would write it; parsed by a test, printed by `nightshift kinds show`.
  static var example: String { get }
  /// The kind's own keys, for editors; held against what `init` reads by a test.
  static var keys: [KeySchema] { get }

  /// Reads its keys; every problem is collected in `fields` with its place. The result is thrown away if there are errors.
  init(_ fields: inout Fields, in scope: JobScope)

  var reads: Set<TableName> { get }
  var writes: Set<TableName> { get }
  /// Settings that are not in the job's own mapping (check files, a source's declaration): name to content, part of the fingerprint.
  var extraSettings: [String: String] { get }

  /// How many days before its date it looks for late data; a night repairs dates that far back.
  var lookbackDays: Int { get }

  /// What it removes from the lake when, so that nothing goes which a night may still read.
  var retentions: [Retention] { get }

  /// Whether `inputs` can ever say anything: false for a job that reads nothing, which then costs nothing to ask about.
  var hasInputs: Bool { get }

  /// What it would read for the date, from state and listings only; touches nothing. Called by `plan` and by the run alike.
  func inputs(_ context: InputContext) async throws -> JobInputs

  /// Does the work. Cancellation must end it soon.
  /// - Throws: `Failure` with the retry advice that the runner follows; anything else is our bug.
  func run(_ context: JobContext) async throws -> JobOutcome
}

extension Job {
  public var extraSettings: [String: String] { [:] }
  public var lookbackDays: Int { 0 }
  public var retentions: [Retention] { [] }
  public var hasInputs: Bool { true }

  /// The partitions of the date of every table it reads.
  public func inputs(_ context: InputContext) async throws -> JobInputs { try context.partitionVersions(of: reads) }
}
