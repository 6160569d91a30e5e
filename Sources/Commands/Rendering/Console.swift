import Drivers
import Kernel

/// Standard output for results, standard error for progress and problems, each coloured only where a person looks at it.
struct Console: Sendable {
  let quiet: Bool
  let verbose: Bool
  let colors: Bool
  let colorsErrors: Bool
  /// A person is watching standard error.
  let isLive: Bool

  init(_ options: GlobalOptions, world: World) {
    quiet = options.quiet
    verbose = options.verbose
    isLive = StandardStream.error.isTerminal && world.environment["TERM"] != "dumb" && !options.quiet
    let wanted = world.environment["NO_COLOR"] ?? "" == ""
    func colored(_ stream: StandardStream) -> Bool {
      switch options.color {
      case .always: true
      case .never: false
      case .auto: wanted && stream.isTerminal
      }
    }
    colors = colored(.output)
    colorsErrors = colored(.error)
  }

  /// A result for standard output.
  func print(_ text: String) { Self.write(text + "\n", to: .output) }

  /// A result as JSON, sorted keys, two spaces.
  func print(json document: some JSONDocument & Encodable) throws {
    Self.write(try SortedJSON.encode(document, .page), to: .output)
  }

  /// Something about the work, for standard error.
  func note(_ text: String) { if !quiet { Self.write(text + "\n", to: .error) } }

  func paint(_ text: String, _ style: Style) -> String { colors ? style.apply(text) : text }

  static func error(_ message: String, hint: String?) {
    write("error: \(message)\n" + (hint.map { "hint: \($0)\n" } ?? ""), to: .error)
  }

  static func write(_ text: String, to stream: StandardStream) { stream.write(text) }
}

/// The few colours there are; each stands beside a word, never alone.
enum Style: String, Sendable {
  case good = "32", warning = "33", bad = "31", faint = "2", strong = "1"

  func apply(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
}
