public import JobKit
public import Kernel
public import Scoring

/// The files of a quality report: `index.html` for the morning, `report.txt` for a terminal or a mail, `report.json` for programs.
///
/// All three are made of the same value and hold nothing else: equal reports give equal bytes.
public struct QualityPages: QualityRendering {
  public static let page = "index.html"
  public static let text = "report.txt"
  public static let data = "report.json"

  public init() {}

  public func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    [
      (Self.page, Array(try QualityPage(report).html().utf8)), (Self.text, Array(QualityText(report).text.utf8)),
      (Self.data, Array(try SortedJSON.encode(report, .page).utf8)),
    ]
  }
}
