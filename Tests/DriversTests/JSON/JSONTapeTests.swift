import Drivers
import Testing

/// Verdicts in the spirit of JSONTestSuite: every text is one value and nothing else.
@Suite struct JSONTapeTests {
  /// What the whole text is: `accept`, or the reason it is not.
  static func verdict(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> String {
    var tape = JSONTape(limits: limits)
    return bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[start]) { start += 1 }
      switch tape.parse(bytes, at: start) {
      case .broken(let fault): return fault.reason.rawValue
      case .value(let end, let fault):
        let rest = bytes[end...].allSatisfy { [0x20, 0x0a, 0x0d, 0x09].contains($0) }
        return !rest ? "malformed" : fault?.reason.rawValue ?? "accept"
      }
    }
  }

  static func verdict(_ text: String) -> String { verdict(Array(text.utf8)) }

  @Test(arguments: [
    "[]", "{}", "[ ]", "{ }", "\"\"", "0", "-0", "-1", "1.0", "1e5", "1E+2", "1e-0", "0e1", "123.456e78", "true", "false", "null",
    "[null, 1, \"1\", {}]",
    "{\"a\":{\"b\":[1,2,{\"c\":null}]}}", " [1] ", "\t\n\r[\t1\n]\r", "\"\\u0060\\u012a\\u12AB\"", "\"\\uD801\\udc37\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\\\a\"", "\"\\u0000\"", "\"\u{7f}\"", "\"\u{2028}\u{2029}\"", "\"€𝄞\"", "\"new\\u00A0line\"", "{\"\":0}",
    "{\"a\":\"b\",\"a\":\"c\"}",
    "[-0]", "[123123e100000]", "[-9223372036854775808]", "[100000000000000000000]", "[0.4e-669999999]", "{\"a\\u0000b\":1}", "\"asd \"",
    "[1,null,null,null,2]",
    "\"\u{FFFF}\"", "\"\u{10FFFF}\"", "12345678901234567890", "\"12345678\"", "\"1234567\u{e9}\"",
  ])
  func isJSON(_ text: String) { #expect(Self.verdict(text) == "accept") }

  @Test(arguments: [
    "", " ", "[", "]", "{", "}", "[1,]", "[,1]", "[1,,2]", "[1 2]", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\" 1}", "{a:1}",
    "{'a':1}", "{1:1}",
    "{\"a\":1 \"b\":2}", "{\"a\"::1}", "[\"a\":1]", "{\"a\",1}", "[1}", "{\"a\":1]", "[1]]", "{}}", "1 2", "+1", "01", "-01", "-", "1.",
    ".1", "-.1", "1e",
    "1e+", "1.e1", "0x1", "1_000", "NaN", "Infinity", "-Infinity", "nan", "tru", "truee", "True", "nul", "fals", "\"", "\"a", "\"\\",
    "\"\\\"", "\"\\x41\"",
    "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\\u\"", "\"\\a\"", "\"\t\"", "\"\n\"", "\"\u{0}\"", "[\"a\u{0}a\"]", "\"a\" b", "// x\n1",
    "/* x */1", "[1]/**/", "[1]#",
    "{\"a\":1;}", "[1;2]", "\u{FEFF}[]", "\u{a0}1", "\u{0c}1", "\u{2060}[]", "['a']", "[\"a\"", "[{", "{\"a\":[", "{\"a", "{\"a\":tru",
    "[1e1", "-a", "[--1]", "[1+2]",
    "{\"a\":1}x", "\"\\u\"", "\"\\uD834\\uDd", "<a>", "[<null>]", "*", "[1,\n1\n,1",
  ])
  func isNotJSON(_ text: String) { #expect(Self.verdict(text) == "malformed") }

  @Test(arguments: [
    "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud800abc\"", "\"\\uDADA\\n\"", "{\"\\ud800\":1}",
  ])
  func halfASurrogatePairIsNoText(_ text: String) { #expect(Self.verdict(text) == "invalid_utf8") }

  @Test(
    arguments: [
      [0x80], [0xc0, 0xaf], [0xc1, 0xbf], [0xe0, 0x80, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0xaf],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80], [0xff], [0xfe], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xc3],
    ] as [[UInt8]])
  func bytesThatAreNoUTF8(_ bytes: [UInt8]) {
    #expect(Self.verdict([0x22] + bytes + [0x22]) == "invalid_utf8")
    #expect(Self.verdict([0x22] + Array("padding of eight".utf8) + bytes + Array("padding".utf8) + [0x22]) == "invalid_utf8")
    #expect(Self.verdict(bytes) == "malformed")
  }

  @Test func everyScalarIsTextAndEveryCutOfItIsNot() {
    for value in stride(from: UInt32(0x80), through: 0x10FFFF, by: 37) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      #expect(Self.verdict([0x22] + bytes + [0x22]) == "accept")
      #expect(Self.verdict([0x22] + bytes.dropLast() + [0x22]) == "invalid_utf8")
    }
  }

  @Test func depthHasALimitAndNoStack() {
    func nested(_ depth: Int) -> [UInt8] { Array(repeating: 0x5b, count: depth) + Array(repeating: 0x5d, count: depth) }
    #expect(Self.verdict(nested(512)) == "accept")
    #expect(Self.verdict(nested(513)) == "too_deep")
    #expect(Self.verdict(Array(repeating: 0x5b, count: 1_000_000)) == "too_deep")
    let objects = Array(String(repeating: "{\"a\":", count: 100_000).utf8)
    #expect(Self.verdict(objects) == "too_deep")
  }

  @Test func lengthHasALimit() {
    let limits = JSONLimits(length: 100)
    func text(_ length: Int) -> [UInt8] { [0x22] + Array(repeating: 0x61, count: length - 2) + [0x22] }
    #expect(Self.verdict(text(100), limits: limits) == "accept")
    #expect(Self.verdict(text(101), limits: limits) == "too_long")
    #expect(Self.verdict(Array("[\(String(repeating: "1,", count: 60))1]".utf8), limits: limits) == "too_long")
  }

  static let kinds: [(String, JSONKind)] = [
    ("0", .int), ("-2147483648", .int), ("2147483647", .int), ("2147483648", .bigint), ("-2147483649", .bigint),
    ("9223372036854775807", .bigint),
    ("-9223372036854775808", .bigint), ("9223372036854775808", .huge), ("-9223372036854775809", .huge), ("99999999999999999999", .huge),
    ("1.0", .double), ("1e3", .double), ("1e308", .double), ("1e309", .huge), ("-1e999", .huge), ("1e-999", .double), ("true", .true),
    ("null", .null),
  ]

  @Test(arguments: kinds)
  func numbersAreToldApartByWhatHoldsThem(text: String, kind: JSONKind) {
    var tape = JSONTape()
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      _ = tape.parse(bytes, at: 0)
      #expect(tape.nodes.first?.kind == kind)
    }
  }

  @Test func theLastOfEqualKeysCounts() {
    let text = #"{"a":1,"b":2,"\u0061":{"c":3,"c":4},"b":5,"aa":6,"ba":7}"#
    var tape = JSONTape()
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      _ = tape.parse(bytes, at: 0)
      #expect(tape.duplicateKeys == 3)
      let names = tape.children(of: 0).map { String(decoding: tape.key($0), as: UTF8.self) }
      #expect(names == ["a", "b", "aa", "ba"])
      let b = tape.member(Array("b".utf8), of: 0).map { String(decoding: tape.raw($0), as: UTF8.self) }
      #expect(b == "5")
      let a = tape.member(Array("a".utf8), of: 0)
      #expect(a.map { tape.nodes[$0].kind } == .object)
    }
  }

  @Test func manyKeysAreToldApart() {
    let names = (0..<3000).map { "k\($0)" }
    let text = "{" + (names + ["k17", "k2999"]).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    var tape = JSONTape()
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      _ = tape.parse(bytes, at: 0)
      #expect(tape.duplicateKeys == 2)
      #expect(Set(tape.children(of: 0).map { String(decoding: tape.key($0), as: UTF8.self) }) == Set(names))
    }
  }

  @Test func stringsAreDecodedAndWrittenBack() {
    let text = "q\"b\\s/\u{8}\u{c}\n\r\t\u{1}é€𝄞\u{7f}\u{2028}"
    var written: [UInt8] = []
    JSONString.append(text.utf8, to: &written)
    #expect(Self.verdict(written) == "accept")
    let decoded = written.withUnsafeBufferPointer { JSONString.decode(UnsafeBufferPointer(rebasing: $0[1..<$0.count - 1])) }
    #expect(decoded == Array(text.utf8))
    let escaped = Array(#"\u0041\ud834\udd1e\u00e9\/"#.utf8)
    #expect(escaped.withUnsafeBufferPointer { JSONString.decode($0) } == Array("A𝄞é/".utf8))
  }
}
