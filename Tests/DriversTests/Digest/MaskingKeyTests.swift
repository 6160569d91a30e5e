import Drivers
import Kernel
import Testing

struct MaskingKeyTests {
  @Test func anIdTellsKeysApartAndIsNoTokenOfAValue() {
    let key = MaskingKey(secret: Redacted("0123456789abcdef")), other = MaskingKey(secret: Redacted("0123456789abcdeg"))
    // HMAC-SHA-256 of the domain's name and a zero byte, as `openssl dgst -sha256 -mac HMAC` gives it.
    #expect(key.id == "f16d18512dba")
    #expect(key.id != other.id)
    for value in ["", "nightshift mask key id"] { #expect(!key.token(Array(value.utf8)).hasPrefix(key.id)) }
  }
}
