import Kernel

/// Colour, when asked for.
struct Style: Sendable {
  let color: Bool

  func strong(_ text: String) -> String { wrap(text, "1") }
  func hint(_ text: String) -> String { wrap(text, "36") }
  func faint(_ text: String) -> String { wrap(text, "2") }
  func caret(_ text: String) -> String { wrap(text, "32") }
  func severity(_ text: String, _ severity: Diagnostic.Severity) -> String { wrap(text, severity == .error ? "31" : "33") }

  private func wrap(_ text: String, _ code: String) -> String { color ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text }
}

extension String {
  /// Without characters that would move a terminal's cursor or turn its text around.
  var printable: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.isUnprintable ? "\u{FFFD}" : $0 }))
  }
}

extension Unicode.Scalar {
  var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Columns it takes on a terminal: 2 for East Asian wide characters and emoji, 0 for marks that sit on the one before.
  var columns: Int {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark: 0
      default: 1
      }
    }
  }
}
