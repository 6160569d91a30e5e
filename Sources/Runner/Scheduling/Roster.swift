import JobKit
import Kernel
import Pipeline
import State

/// The jobs of a pipeline as numbers, in the graph's order, with everything about them that a walk asks again and again. Made once.
struct Roster: Sendable {
  /// A class, because it is passed around for every cell.
  final class Member: Sendable {
    let name: JobName
    let job: LoadedJob
    /// Jobs whose success it needs, and those that write what it reads: by name.
    let asked: [Int]
    /// Those of `asked` that write what it reads.
    let writers: Set<JobName>
    /// Jobs that must have ended before it starts.
    let blockers: [Int]
    let isSequential: Bool
    let hasInputs: Bool
    /// Its own history is all that its decisions depend on.
    let isPlain: Bool
    let settings: Int64
    /// What it holds of each pool while it runs: number of the pool, amount.
    let uses: [(pool: Int, amount: Int)]

    var priority: Int { job.declaration.priority }

    init(_ job: LoadedJob, pipeline: LoadedPipeline, numbers: [JobName: Int], pools: [String: Int]) {
      name = job.name
      self.job = job
      writers = Roster.writers(of: job, pipeline)
      asked = Roster.numbers(of: job.declaration.needs, writers, in: numbers)
      blockers =
        writers.isEmpty && job.declaration.after.isEmpty
        ? asked : Roster.numbers(of: job.declaration.needs, job.declaration.after, in: numbers)
      isSequential = job.declaration.sequential ?? job.traits.sequential
      hasInputs = job.job.hasInputs
      isPlain = !hasInputs && job.declaration.enabled && job.traits.backfill == .perInterval
      settings = StateReader.documentID(job.settings)
      uses = job.declaration.uses.compactMap { name, amount in pools[name].map { (pool: $0, amount: amount) } }.sorted {
        $0.pool < $1.pool
      }
    }
  }

  let members: [Member]
  let numbers: [JobName: Int]
  /// What there is of each pool.
  let pools: [Int]

  init(_ pipeline: LoadedPipeline) {
    let jobs = pipeline.ordered
    let numbers = Dictionary(uniqueKeysWithValues: jobs.enumerated().map { ($1.name, $0) })
    let pools = pipeline.document.pools.sorted { $0.key < $1.key }
    let poolNumbers = Dictionary(uniqueKeysWithValues: pools.enumerated().map { ($1.key, $0) })
    members = jobs.map { Member($0, pipeline: pipeline, numbers: numbers, pools: poolNumbers) }
    self.numbers = numbers
    self.pools = pools.map(\.value)
  }

  subscript(number: Int) -> Member { members[number] }

  var count: Int { members.count }

  /// Each once, ascending.
  fileprivate static func numbers(of some: [JobName], _ others: some Collection<JobName>, in numbers: [JobName: Int]) -> [Int] {
    var found: [Int] = []
    func add(_ name: JobName) { if let number = numbers[name], !found.contains(number) { found.append(number) } }
    some.forEach(add)
    others.forEach(add)
    return found.sorted()
  }

  /// Jobs upstream of it that write what it reads.
  fileprivate static func writers(of job: LoadedJob, _ pipeline: LoadedPipeline) -> Set<JobName> {
    let reads = job.job.reads
    if reads.isEmpty { return [] }
    let writers = Set(reads.compactMap { pipeline.graph.writer(of: $0) })
    if writers.isEmpty || writers.isSubset(of: job.declaration.needs) { return writers }
    return writers.intersection(pipeline.graph.upstream(of: job.name))
  }
}
