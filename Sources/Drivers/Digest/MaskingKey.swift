import CLibCrypto
public import Kernel

/// The secret that personal values are tokenised with: HMAC-SHA-256, kept to 128 bits, so that equal values stay joinable
/// and none can be found by trying them all without the key.
public struct MaskingKey: Sendable {
  private let key: Redacted<[UInt8]>

  /// - Parameter secret: any text; 16 bytes or more keep the promise above.
  public init(secret: Redacted<String>) { key = Redacted(Array(secret.reveal().utf8)) }

  /// Tells keys apart without telling anything of them: twelve hexadecimal digits of a token that no value has.
  public var id: String { String(token([], domain: "nightshift mask key id").prefix(12)) }

  /// 32 hexadecimal digits for `value`. The domain (a column's name) keeps equal values of different meaning apart.
  public func token(_ value: some Collection<UInt8>, domain: String = "") -> String {
    let secret = key.reveal()
    let message = domain.isEmpty ? Array(value) : Array(domain.utf8) + [0] + Array(value)
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    HMAC(EVP_sha256(), secret, Int32(secret.count), message, message.count, &digest, &length)
    return Hexadecimal.text(digest[..<16])
  }
}
