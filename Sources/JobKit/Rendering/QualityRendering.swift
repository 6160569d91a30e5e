public import Kernel
public import Scoring

/// Turns a quality report into the files of its folder. Equal reports give equal bytes.
public protocol QualityRendering: Sendable {
  /// Paths are relative to the report's folder.
  func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])]
}
