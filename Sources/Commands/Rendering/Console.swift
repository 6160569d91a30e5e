import FoundationEssentials
import Glibc
import Kernel

/// Standard output for results, standard error for progress and problems, each coloured only where a person looks at it.
struct Console: Sendable {
  enum Stream: Sendable { case output, error }

  let quiet: Bool
  let verbose: Bool
  let colors: Bool
  let colorsErrors: Bool
  /// A person is watching standard error.
  let isLive: Bool

  init(_ options: GlobalOptions, world: World) {
    quiet = options.quiet
    verbose = options.verbose
    isLive = isatty(2) == 1 && world.environment["TERM"] != "dumb" && !options.quiet
    let wanted = world.environment["NO_COLOR"] ?? "" == ""
    func colored(_ descriptor: Int32) -> Bool {
      switch options.color {
      case .always: true
      case .never: false
      case .auto: wanted && isatty(descriptor) == 1
      }
    }
    colors = colored(1)
    colorsErrors = colored(2)
  }

  /// A result for standard output.
  func print(_ text: String) { Self.write(text + "\n", to: .output) }

  /// A result as JSON, sorted keys, two spaces.
  func print(json document: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(document), as: UTF8.self))
  }

  /// Something about the work, for standard error.
  func note(_ text: String) { if !quiet { Self.write(text + "\n", to: .error) } }

  func paint(_ text: String, _ style: Style) -> String { colors ? style.apply(text) : text }

  static func error(_ message: String, hint: String?) {
    write("error: \(message)\n" + (hint.map { "hint: \($0)\n" } ?? ""), to: .error)
  }

  static func write(_ text: String, to stream: Stream) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(stream == .output ? 1 : 2, $0.baseAddress, $0.count) }
      // A reader that has gone away (`| head`) is no failure of ours.
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}

/// The few colours there are; each stands beside a word, never alone.
enum Style: String, Sendable {
  case good = "32", warning = "33", bad = "31", faint = "2", strong = "1"

  func apply(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
}
