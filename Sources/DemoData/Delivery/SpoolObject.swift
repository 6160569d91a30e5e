import Drivers
import Kernel

/// An object as the delivery stream names and frames it.
struct SpoolObject {
  enum Tree: String {
    case events = "domain-events"
    case backup = "backup/domain-events"
    case failures = "errors/domain-events/processing-failed"
  }

  static let streamName = "genai-demo-demo-domain-events-firehose"
  static let streamVersion = 1

  /// The folder and the name say when the oldest record in it arrived.
  static func key(_ tree: Tree, oldest: Instant, uuid: String) -> String {
    let stamp = oldest.description.prefix(19)
    let parts = stamp.split { "-T:".contains($0) }
    let folder = "year=\(parts[0])/month=\(parts[1])/day=\(parts[2])/hour=\(parts[3])"
    return "\(tree.rawValue)/\(folder)/\(streamName)-\(streamVersion)-\(parts.joined(separator: "-"))-\(uuid).gz"
  }

  /// The records of one object as gzip members. `cuts` are positions in the text at which a new member begins.
  static func compress(_ text: [UInt8], cuts: [Int], level: Int32) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for end in cuts + [text.count] where end > start {
      result += GzipWriter.compress(Array(text[start..<end]), level: level)
      start = end
    }
    return result
  }
}
