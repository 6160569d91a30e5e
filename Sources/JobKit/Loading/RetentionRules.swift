import Kernel
import Lake
import Pipeline

/// Nothing may be removed while nights still repair the dates it belongs to: a repair that finds half a date's data would publish that half.
struct RetentionRules {
  /// By name, so that of equal answers the same one is told every time.
  private let jobs: [LoadedJob]
  private let graph: JobGraph
  private let sources: [Source]

  init(jobs: [JobName: LoadedJob], graph: JobGraph, sources: [Source]) {
    (self.jobs, self.graph, self.sources) = (jobs.values.sorted { $0.name < $1.name }, graph, sources)
  }

  func diagnostics() -> [Diagnostic] {
    let removing = jobs.filter { !$0.job.retentions.isEmpty }
    // Few pipelines of a thousand jobs remove anything, and what each job waits for is many look-ups.
    let reaches = removing.isEmpty ? [] : reaches()
    return removing.flatMap { job in
      job.job.retentions.compactMap { retention in
        // A prefix inside a table is a part of it, a year perhaps, that somebody means to let go.
        let affected = reaches.filter { $0.folder.utf8.starts(with: retention.prefix.utf8) }
        // A night works on yesterday: with 3 days of look-back, its repairs begin 4 days ago.
        guard let reach = affected.max(by: { $0.days < $1.days }), retention.days <= reach.days else { return nil }
        return Diagnostic(
          6515,
          "'\(retention.prefix)' is kept \(retention.days)d, but '\(reach.crawl)' looks \(reach.days)d back, and so far back is '\(reach.table)' read again",
          at: retention.location, hint: "keep it \(reach.days + 1)d or more, or let '\(reach.crawl)' look back less")
      }
    }
  }

  /// A table that somebody reads, the folder it fills, and how far back a crawl can make its readers run again.
  private struct Reach {
    let table: TableName
    let folder: String
    let crawl: JobName
    let days: Int
  }

  private func reaches() -> [Reach] {
    let crawls = jobs.filter { $0.traits.discovers }
    return jobs.filter { !$0.job.reads.isEmpty }.flatMap { reader in
      let upstream = graph.upstream(of: reader.name, via: .all).union([reader.name])
      let furthest = crawls.filter { upstream.contains($0.name) || !$0.job.reads.isDisjoint(with: reader.job.reads) }
        .max { $0.job.lookbackDays < $1.job.lookbackDays }
      guard let furthest else { return [Reach]() }
      return reader.job.reads.sorted().map { table in
        let folder = sources.first { $0.table == table }?.path ?? LakeLayout.folder(of: table)
        return Reach(table: table, folder: folder, crawl: furthest.name, days: furthest.job.lookbackDays)
      }
    }
  }
}
