import JobKit
import Kernel
import Scoring
struct NoPages: QualityRendering {
  func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])] { [] }
}
