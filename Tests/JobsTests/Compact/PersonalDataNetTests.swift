import Testing

@testable import Jobs

@Suite struct PersonalDataNetTests {
  static func redact(_ text: String) -> String {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      let result = PersonalDataNet.redact(bytes)
      // The glance must never pass over what the net would find.
      if result != nil { #expect(PersonalDataNet.isSuspicious(bytes)) }
      return result.map { String(decoding: $0.text, as: UTF8.self) } ?? text
    }
  }

  @Test(arguments: [
    ("amy@example.com", "[redacted email]"), ("請改聯絡 private.123@example.org", "請改聯絡 [redacted email]"),
    ("<a.b+c@x-y.co.uk>, ok", "<[redacted email]>, ok"),
    ("write to amy@example.com.", "write to [redacted email]."), ("王小明@example.com", "[redacted email]"),
    ("a@b.co;c@d.tw", "[redacted email];[redacted email]"),
    ("amy@example.com請回電", "[redacted email]請回電"), ("mailto:AMY@EXAMPLE.COM?x", "mailto:[redacted email]?x"),
    ("0912345678", "[redacted phone]"), ("0912-345-678", "[redacted phone]"), ("0912 345 678", "[redacted phone]"),
    ("0912-345678", "[redacted phone]"),
    ("請回電 0912345678, 謝謝", "請回電 [redacted phone], 謝謝"), ("電話0912345678。", "電話[redacted phone]。"),
    ("tel:0987654321", "tel:[redacted phone]"),
    ("0912345678 0987654321", "[redacted phone] [redacted phone]"), ("+886912345678", "[redacted phone]"),
    ("+886 912 345 678", "[redacted phone]"),
    ("+886-912-345-678", "[redacted phone]"), ("0912345678@example.com", "[redacted email]"), ("(0912)", "(0912)"),
  ])
  func findsWhatIsPersonal(text: String, clean: String) { #expect(Self.redact(text) == clean) }

  @Test(arguments: [
    "", "a@b", "@example.com", "a@", "a@b.c", "a@.com", "user at example.com", "@", "a@1.2", "09123456789", "10912345678", "091234567",
    "0912345678a", "a0912345678",
    "3f0912345678", "09123456-78ab-4cde-8f01-23456789abcd", "1d0e6c0a-0912-4345-9678-0912345678ab", "00000000-0000-4000-8000-091234567890",
    "abcdef01-2345-4678-9abc-def091234567", "TXN-0912345678", "TXN-20261121-0912345678-7", "txn_0912345678", "2025-09-12T10:15:30.123456",
    "09-12-2025 10:15",
    "2026/09/12 34567890", "4000 0912 3456 7800", "3.0912345678", "0912345678-1", "CPN-0912AB", "0812345678", "02-2345-6789",
    "0x0912345678",
  ])
  func leavesTheRest(_ text: String) { #expect(Self.redact(text) == text) }

  @Test func noUUIDIsAPhoneNumber() {
    var state: UInt64 = 1
    func digit() -> Character {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Mostly nines and zeros, so that numbers are likely if they can be.
      return Array("0909090909091234567890abcdef")[Int(state >> 33) % 28]
    }
    for _ in 0..<50_000 {
      let uuid = [8, 4, 4, 4, 12].map { String((0..<$0).map { _ in digit() }) }.joined(separator: "-")
      #expect(Self.redact(uuid) == uuid)
    }
  }
}
