import Synchronization

/// Cuts a program's output into lines, whichever pieces it arrives in.
final class LineSplitter: Sendable {
  private struct Progress {
    var rest = ""
    var last: String?
  }

  private let progress = Mutex(Progress())
  private let emit: @Sendable (String) -> Void
  /// A line longer than this is cut, so that a program without newlines costs no memory.
  private static let longest = 16_384

  init(_ emit: @escaping @Sendable (String) -> Void) { self.emit = emit }

  /// The last line that was not blank.
  var last: String? { progress.withLock(\.last) }

  func add(_ text: String) {
    let lines = progress.withLock { state -> [String] in
      var lines: [String] = []
      for character in text.unicodeScalars {
        if character == "\n" || state.rest.utf8.count >= Self.longest { lines.append(Self.take(&state)) }
        if character != "\n" { state.rest.unicodeScalars.append(character) }
      }
      return lines
    }
    lines.forEach(emit)
  }

  /// The end: what has no newline behind it is a line too.
  func finish() {
    guard let line = progress.withLock({ $0.rest.isEmpty ? nil : Self.take(&$0) }) else { return }
    emit(line)
  }

  private static func take(_ state: inout Progress) -> String {
    var line = state.rest
    state.rest = ""
    if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
    if line.contains(where: { !$0.isWhitespace }) { state.last = line }
    return line
  }
}
