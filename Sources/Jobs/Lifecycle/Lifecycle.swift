import Drivers
public import JobKit
public import Kernel
public import Pipeline
import State

/// Moves objects to colder storage classes as they age, with S3's clock, waterfall and minimums.
///
/// It acts on the lake as it is now, so it is never backfilled. Objects move by rename and keep their bytes and their modification time; the
/// catalog reads them at their new place. Each rule and class leaves an entry in the audit log, written before the first object moves.
public struct Lifecycle: Job {
  public static let kind = "lifecycle"
  public static let version = 1
  public static let traits = JobTraits(backfill: .never, effect: .deletes)
  public static let summary = "moves aging objects to colder storage classes, as S3 does"
  public static let example = """
    kind: lifecycle
    rules:
      - prefix: domain-events/
        transitions: [ { after: 30d, to: STANDARD_IA }, { after: 90d, to: GLACIER }, { after: 365d, to: DEEP_ARCHIVE } ]
    """
  public static let keys = [
    KeySchema(
      "rules",
      .list(
        .mapping([
          KeySchema("prefix", .string, "folder of delivered objects, '/' at its end", required: true),
          KeySchema(
            "transitions",
            .list(
              .mapping([
                KeySchema("after", .duration, "age in whole days", required: true),
                KeySchema("to", .choice(StorageClass.allCases.map(\.rawValue)), "storage class", required: true),
              ])), "in the order of their ages", required: true),
          KeySchema("age_from", .choice(AgeClock.Origin.allCases.map(\.rawValue)), "what the age counts from; created unless given"),
          KeySchema("objects_under_128KiB", .choice(LifecycleRule.Small.allCases.map(\.rawValue)), "stay (S3's default) or move"),
        ])), "which objects go where at what age", required: true)
  ]

  public let rules: [LifecycleRule]

  public init(_ fields: inout Fields, in scope: JobScope) { rules = LifecycleRules.read(&fields) }

  public var reads: Set<TableName> { [] }
  public var writes: Set<TableName> { [] }

  /// What is due at this moment; touches nothing.
  public func plan(_ context: InputContext) throws -> TransitionPlan {
    let listings = try context.state.read { reader in try rules.map { try LakeListing($0.prefix, lake: context.lake, state: reader) } }
    return TransitionPlan(rules: rules, listings: listings, asOf: context.world.now())
  }

  public func inputs(_ context: InputContext) async throws -> JobInputs { .pending(try plan(context).summary) }

  public func run(_ context: JobContext) async throws -> JobOutcome {
    let plan = try plan(context.inputs)
    context.log(plan.summary ?? "no object is due")
    for hint in plan.hints() { context.log(hint, .debug) }
    if plan.undecided > 0 { context.log("\(plan.undecided) objects have no readable age or several places: they stay", .warning) }
    return plan.outcome(lake: context.lake, subject: context.cell)
  }
}
