import Drivers
import FoundationEssentials
import Kernel

/// The two files of one attempt: lines for people, and the same as NDJSON. Each event is one line, whatever its text holds.
final class AttemptLog: Sendable {
  private struct Line: Encodable {
    let at: String
    let level: String
    let text: String
  }

  /// Relative to the state folder; the NDJSON file has the same name with `.ndjson`.
  let path: String
  private let text: AppendedFile
  private let json: AppendedFile
  private let now: @Sendable () -> Instant

  init(state: String, run: Int, cell: Cell, attempt: Int, now: @escaping @Sendable () -> Instant) throws(Failure) {
    path = "logs/\(cell.date)/\(cell.job)/run\(run)-attempt\(attempt).log"
    let absolute = "\(state)/\(path)"
    try Files.makeDirectory(Files.directory(of: absolute))
    text = try AppendedFile(absolute)
    json = try AppendedFile("\(absolute.dropLast(4)).ndjson")
    self.now = now
  }

  func write(_ message: String, _ level: RunEvent.Level) {
    let at = now().description
    text.append("\(at) \(level.rawValue.padding(7)) \(message.escapedControls)")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if let line = try? encoder.encode(Line(at: at, level: level.rawValue, text: message)) {
      json.append(String(decoding: line, as: UTF8.self))
    }
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
