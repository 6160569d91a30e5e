import Drivers
import Kernel
import State

/// The two files of one attempt: lines for people, and the same as NDJSON. Each event is one line, whatever its text holds.
final class AttemptLog: Sendable {
  /// Relative to the state folder; the NDJSON file has the same name with `.ndjson`.
  let path: String
  private let text: AppendedFile
  private let json: AppendedFile
  private let now: @Sendable () -> Instant

  init(_ context: RunContext, cell: Cell, attempt: Int) throws(Failure) {
    path = Self.path(run: context.run, cell: cell, attempt: attempt)
    let absolute = "\(context.state.directory)/\(path)"
    try Files.makeScratchDirectory(Files.directory(of: absolute))
    text = try AppendedFile(absolute)
    json = try AppendedFile("\(absolute.dropLast(4)).ndjson")
    now = { [clock = context.clock] in clock.now() }
  }

  /// Where the log of an attempt is, relative to the state folder.
  static func path(run: Int, cell: Cell, attempt: Int) -> String { "logs/\(cell.date)/\(cell.job)/run\(run)-attempt\(attempt).log" }

  func write(_ message: String, _ level: RunEvent.Level) {
    let at = now().description
    text.append("\(at) \(level.rawValue.padding(7)) \(message.escapedControls)")
    var line = Array("{\"at\":\"\(at)\",\"level\":\"\(level.rawValue)\",\"text\":".utf8)
    JSONString.append(message.utf8, to: &line)
    line.append(UInt8(ascii: "}"))
    json.append(String(decoding: line, as: UTF8.self))
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
