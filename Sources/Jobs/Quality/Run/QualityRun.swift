import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import Scoring
import State

/// One attempt of a quality job.
struct QualityRun {
  let job: Quality
  let context: JobContext

  init(_ job: Quality, _ context: JobContext) {
    self.job = job
    self.context = context
  }

  func outcome() async throws -> JobOutcome {
    let folder = "\(context.staging)/report"
    let engine = try context.duckDB(reading: [context.lake.root])
    let night = try NightRecords(job, context)
    var datasets: [DatasetReport] = []
    try Files.makeDirectory(folder)
    for (index, dataset) in job.datasets.enumerated() {
      context.progress(index, of: job.datasets.count, "datasets")
      datasets.append(try await DatasetRun(dataset, night, engine, folder: folder).report())
    }
    let report = night.report(pipeline: context.document.name, datasets: datasets)
    for file in try context.report.files(for: report) {
      try Files.makeDirectory(Files.directory(of: "\(folder)/\(file.path)"))
      try Files.create("\(folder)/\(file.path)", file.bytes)
    }
    return try finished(report, folder: folder)
  }

  private func finished(_ report: QualityReport, folder: String) throws -> JobOutcome {
    var outcome = JobOutcome()
    let checks = report.checks.map(\.check)
    let target = context.world.absolute(Interpolated.text(job.report, context.interval))
    outcome.publications = [
      Publication(table: job.reportTable, key: context.date.description, target: target, staged: folder, rows: checks.count)
    ]
    outcome.counts = [
      "checks": checks.count, "passed": checks.filter { $0.state == .pass }.count, "warned": checks.filter { $0.state == .warn }.count,
      "failed": checks.filter { $0.state == .fail }.count, "unknown": checks.filter { !$0.state.isMeasured }.count,
    ]
    let records = try QualityRecording.records(report)
    outcome.record { [cell = context.cell] writer in try writer.setQuality(cell, checks: records.checks, scores: records.scores) }
    context.log("score \(ScoreText.of(report.night.score)), gate \(report.night.gate.rawValue); the report is in \(target)")
    let closed = report.datasets.filter { $0.score.gate == .closed }.map(\.name)
    if !closed.isEmpty, job.closedStops == .downstream {
      outcome.verdict = .gateClosed(
        reason: "\(closed.joined(separator: ", ")): a critical check failed or could not be measured; see \(target)/index.html")
    }
    return outcome
  }
}
