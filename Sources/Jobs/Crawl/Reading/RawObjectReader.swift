import Drivers
import Kernel

/// Inflates one raw object after the other into the same memory, and knows each one's digest.
struct RawObjectReader {
  /// What an object may inflate to: twice the largest buffer of a delivery stream (128 MiB).
  static let limit = 256 << 20

  private var inflated: [UInt8] = []

  enum Content {
    /// `bytes` is valid until the next call.
    case inflated
    /// Not a whole gzip file: nothing of it is used.
    case unreadable(String)
  }

  /// - Throws: a `Failure` when the file cannot be read; what is wrong with its content is told in the result.
  mutating func load(_ path: String) throws -> (sha256: Fingerprint, content: Content) {
    let file = try Files.read(path)
    let sha256 = SHA256.of(file)
    inflated.removeAll(keepingCapacity: true)
    // No gzip file, but nothing that could be lost either: an object without records.
    if file.isEmpty { return (sha256, .inflated) }
    do {
      try file.withUnsafeBytes { source in
        try GzipReader.read(bytes: source, name: Files.name(of: path)) { piece in
          guard inflated.count + piece.count <= Self.limit else { throw TooLarge() }
          inflated.append(contentsOf: piece)
        }
      }
    } catch let failure as Failure {
      return (sha256, .unreadable("\(failure.code)"))
    } catch is TooLarge {
      return (sha256, .unreadable("inflates to more than \(Self.limit >> 20) MiB"))
    }
    return (sha256, .inflated)
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try inflated.withUnsafeBufferPointer(body)
  }

  private struct TooLarge: Error {}
}
