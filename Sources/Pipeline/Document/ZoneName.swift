import Drivers
import Kernel

/// The zone of times that are written without one.
enum ZoneName {
  private static let database = "/usr/share/zoneinfo"

  /// An offset must be a real one; a name must have an IANA name's form and, where the system has a zone database, be in it.
  static func check(_ text: String, at location: SourceLocation) -> Diagnostic? {
    if text == "UTC" || isOffset(text) { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.count >= 2 && parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { byte in
        let scalar = Unicode.Scalar(byte)
        return ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || "_+-".unicodeScalars.contains(scalar)
      }
    }
    let isKnown = isName && (!Files.isDirectory(database) || Files.exists("\(database)/\(text)"))
    return isKnown ? nil : Diagnostic(1038, "'\(text)' is no time zone", at: location, hint: "write an IANA name such as Asia/Taipei, an offset such as +08:00, or UTC")
  }

  private static func isOffset(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"), bytes[3] == UInt8(ascii: ":") else { return false }
    guard let hours = Int(String(decoding: bytes[1...2], as: UTF8.self)), let minutes = Int(String(decoding: bytes[4...5], as: UTF8.self)) else { return false }
    return (0...14).contains(hours) && (0...59).contains(minutes)
  }
}
