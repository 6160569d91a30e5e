import CLibCrypto
import Glibc
public import Kernel

/// SHA-256 (FIPS 180-4) by libcrypto. Called by its own name: the way over EVP first loads providers, engines and a configuration file, which
/// takes longer than all digests of a short command.
public struct SHA256: ~Copyable {
  private let context = UnsafeMutablePointer<SHA256_CTX>.allocate(capacity: 1)

  public init() { SHA256_Init(context) }

  deinit { context.deallocate() }

  public func update(_ bytes: UnsafeRawBufferPointer) { SHA256_Update(context, bytes.baseAddress, bytes.count) }

  public consuming func finish() -> Fingerprint {
    var digest = [UInt8](repeating: 0, count: 32)
    SHA256_Final(&digest, context)
    return Fingerprint(hex: Hexadecimal.text(digest))
  }

  public static func of(_ bytes: some Collection<UInt8>) -> Fingerprint {
    let hash = SHA256()
    Array(bytes).withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  public static func of(_ text: String) -> Fingerprint { of(Array(text.utf8)) }

  /// Reads the file in pieces, so memory stays constant.
  public static func of(file path: String) throws(Failure) -> Fingerprint {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure("read", path) }
    defer { close(descriptor) }
    let hash = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count == 0 { return hash.finish() }
      if count < 0 {
        if errno == EINTR { continue }
        throw Files.failure("read", path)
      }
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
