public import JobKit
public import Kernel
public import Pipeline

/// Removes what is past its retention: first into the trash, and after the trash's days for good.
///
/// It acts on the lake as it is now, so it is never backfilled. It decides in a `PurgePlan`, the same value that `nightshift purge plan` prints,
/// and stops (exit code 5) when one of its guards refuses. Audit entries are written before any byte moves.
public struct Purge: Job {
  public static let kind = "purge"
  public static let version = 1
  public static let traits = JobTraits(backfill: .never, effect: .deletes)
  public static let summary = "moves data past its retention to the trash, and empties the trash"
  public static let example = """
    kind: purge
    rules:
      - { prefix: domain-events/, retain: 7y }
      - { prefix: errors/domain-events/, retain: 90d, may_empty: true }
    guard: { at_most: 2%, trash: 7d }
    holds:
      - { prefix: domain-events/year=2025/, reason: tax audit, until: 2035-12-31 }
    """
  public static let keys = [
    KeySchema(
      "rules",
      .list(
        .mapping([
          KeySchema("prefix", .string, "folder, '/' at its end", required: true),
          KeySchema("retain", .duration, "whole days; day D is kept while D >= today - days", required: true),
          KeySchema(
            "age_from", .choice(AgeClock.Origin.allCases.map(\.rawValue)),
            "what the days count from; the date in the key's folders where there is one, else the creation"),
          KeySchema("may_empty", .boolean, "the prefix may run empty: delivery errors, which are rare"),
        ])), "what is kept how long", required: true),
    KeySchema(
      "guard",
      .mapping([
        KeySchema("at_most", .percentage, "largest share of a prefix or of the lake that goes at once; 2% unless given"),
        KeySchema("trash", .duration, "whole days in the trash; 7d unless given"),
      ]), "what may happen without a person"),
    KeySchema(
      "holds",
      .list(
        .mapping([
          KeySchema("prefix", .string, "beginning of the keys that are held", required: true),
          KeySchema("reason", .string, "why, for reports", required: true),
          KeySchema("until", .date, "last day of the hold; for good unless given"),
        ])), "legal holds: they win over every rule"),
  ]

  public let planner: PurgePlanner
  public let retentions: [Retention]

  public init(_ fields: inout Fields, in scope: JobScope) { (planner, retentions) = PurgeSettings.read(&fields) }

  public var reads: Set<TableName> { [] }
  public var writes: Set<TableName> { [] }

  /// What would go at this moment; touches nothing.
  public func plan(_ context: InputContext) async throws -> PurgePlan {
    try await planner.plan(document: context.document, lake: context.lake, state: context.state, asOf: context.world.now())
  }

  public func inputs(_ context: InputContext) async throws -> JobInputs { .pending(try await plan(context).summary) }

  public func run(_ context: JobContext) async throws -> JobOutcome {
    let plan = try await plan(context.inputs)
    context.log(plan.summary ?? "nothing is past its retention")
    for kept in plan.kept {
      context.log("\(kept.rule): \(kept.objects) objects (\(kept.bytes) bytes) stay: \(kept.reason), for example \(kept.example)", .warning)
    }
    return try Self.outcome(for: plan, lake: context.lake, state: context.state, subject: context.cell, now: context.world.now())
  }
}
