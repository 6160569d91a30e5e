/// What `nightshift explain NS1013` prints.
public struct Explanation: Hashable, Sendable, Codable {
  public let code: Code
  /// A few words, no full stop.
  public let title: String
  /// What it means, in one to three sentences.
  public let meaning: String
  /// What to do about it.
  public let wayOut: String

  public init(_ code: Code, _ title: String, _ meaning: String, wayOut: String) {
    self.code = code
    self.title = title
    self.meaning = meaning
    self.wayOut = wayOut
  }

  /// Every code there is, in order. An area adds its array here.
  public static let all: [Explanation] = [
    compact, crawl, demo, engines, extract, files, gzip, lifecycle, pipeline, postgres, processes, purge, quality, runner, shell, state,
    zones,
  ].flatMap(\.self).sorted { $0.code < $1.code }
}
