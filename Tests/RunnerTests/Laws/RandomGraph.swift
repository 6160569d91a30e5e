import Kernel
import TestSupport

/// A pipeline of model jobs with random arrows, and settings that can be changed.
struct RandomGraph {
  let names: [JobName]
  private let needs: [JobName: [JobName]]
  private let lines: [JobName: String]
  private var contents: [JobName: Int]

  init(jobs: Int, _ random: inout SeededRandom) {
    names = (0..<jobs).map { JobName("j\($0)") }
    var needs: [JobName: [JobName]] = [:]
    var lines: [JobName: String] = [:]
    for (index, name) in names.enumerated() {
      let earlier = names[..<index].filter { _ in random.once(in: 3) }
      let needed = earlier.filter { _ in !random.once(in: 4) }, followed = earlier.filter { !needed.contains($0) }
      let read = needed.filter { _ in !random.once(in: 3) }.map { "curated.\($0)" } + (random.once(in: 2) ? ["raw.source"] : [])
      needs[name] = needed
      lines[name] =
        "needs: [\(Self.list(needed))], after: [\(Self.list(followed))], reads: [\(read.joined(separator: ", "))], writes: [curated.\(name)], "
        + "lookback: \(index == 0 ? random.below(4) : 0), sequential: \(random.once(in: 2)), priority: \(random.below(3)), "
        + "judges: \(random.once(in: 4))" + (random.once(in: 3) ? ", uses: { narrow: 1 }" : "")
    }
    self.needs = needs
    self.lines = lines
    contents = Dictionary(uniqueKeysWithValues: names.map { ($0, 0) })
  }

  mutating func changeSettings(of job: JobName) { contents[job, default: 0] += 1 }

  /// All jobs of a date that cannot run once `roots` have failed.
  func descendants(of roots: Set<JobName>) -> Set<JobName> {
    var found: Set<JobName> = []
    for name in names where (needs[name] ?? []).contains(where: { roots.contains($0) || found.contains($0) }) { found.insert(name) }
    return found
  }

  func yaml(catchup: Int) -> String {
    """
    pipeline: laws
    schedule: { cron: 0 2 * * *, start: 2026-11-01, catchup: { limit: \(catchup) } }
    pools: { narrow: 1 }
    connections:
      lake: { kind: local, path: lake }
    sources:
      raw.source: { path: in/, layout: year=, format: json.gz, event: { id: a, type: b, time: c } }
    defaults: { retries: { limit: 0 } }
    jobs:

    """ + names.map { "  \($0): { kind: model, content: \(contents[$0] ?? 0), \(lines[$0] ?? "") }\n" }.joined()
  }

  private static func list(_ names: [JobName]) -> String { names.map(\.rawValue).joined(separator: ", ") }
}
