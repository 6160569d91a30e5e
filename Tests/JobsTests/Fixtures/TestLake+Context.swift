import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import Scoring

extension TestLake {
  private struct NoReport: QualityRendering {
    func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])] { [] }
  }

  /// What an attempt works with, the second of run 17.
  func context(
    _ cell: Cell, at now: Instant = Instant("2026-06-01T02:00:00Z")!, document: PipelineDocument = document(),
    environment: [String: String] = [:],
    emit: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) -> JobContext {
    JobContext(
      cell: cell, attempt: 2, run: 17, document: document, lake: lake, state: state,
      world: JobReading.world(at: now, environment: environment, directory: Files.directory(of: lake.root)), staging: lake.root,
      report: NoReport(), emit: emit)
  }
}
