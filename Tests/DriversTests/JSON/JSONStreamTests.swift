import Drivers
import Testing

@Suite struct JSONStreamTests {
  struct Seen: Equatable {
    var text: String
    var reason: String?
  }

  static func isRecord(_ tape: JSONTape) -> Bool {
    tape.member(Array("id".utf8), of: 0) != nil && tape.member(Array("type".utf8), of: 0) != nil
  }

  static func read(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> [Seen] {
    var stream = JSONStream(limits: limits)
    var seen: [Seen] = []
    bytes.withUnsafeBufferPointer { bytes in
      stream.read(bytes, isRecord: isRecord) { frame, _ in
        #expect(frame.ordinal == seen.count + 1)
        seen.append(Seen(text: String(decoding: bytes[frame.offset..<frame.end], as: UTF8.self), reason: frame.fault?.reason.rawValue))
      }
    }
    return seen
  }

  static func read(_ text: String) -> [Seen] { read(Array(text.utf8)) }
  static func good(_ text: String) -> Seen { Seen(text: text) }
  static func bad(_ text: String) -> Seen { Seen(text: text, reason: "malformed") }

  static let one = #"{"id":"1","type":"A","n":{"x":[1,{"y":2}]}}"#
  static let two = #"{"id":"2","type":"B","s":"a{\"b\":1}c\nd"}"#
  static let three = #"{"id":"3","type":"C","o":{"id":"in","value":"x"}}"#

  @Test(arguments: ["\n", "", "\r\n", " ", "\n\n\n", "\t", "\n  "])
  func anySeparatorWillDo(separator: String) {
    let text = [Self.one, Self.two, Self.three].joined(separator: separator)
    #expect(Self.read(text) == [Self.good(Self.one), Self.good(Self.two), Self.good(Self.three)])
    #expect(Self.read("\u{FEFF}" + text + separator).count == 3)
  }

  @Test func emptyAndBlankStreamsHoldNothing() {
    #expect(Self.read("") == [])
    #expect(Self.read(" \n\r\n\t") == [])
  }

  @Test func prettyPrintedRecordsAreOneEach() {
    let pretty = "{\n  \"id\": \"1\",\n  \"type\": \"A\",\n  \"items\": [\n    1\n  ]\n}"
    #expect(Self.read("\(pretty)\n\(pretty)\n") == [Self.good(pretty), Self.good(pretty)])
  }

  @Test func aBrokenPrettyPrintedRecordIsOneBrokenRecord() {
    let broken = "{\n  \"id\": \"1\",\n  \"type\" \"A\",\n  \"items\": [\n    1\n  ]\n}"
    #expect(Self.read("\(broken)\n\(Self.one)\n") == [Self.bad(broken), Self.good(Self.one)])
  }

  /// A record cut at any byte, with a good one behind it in every framing: the good one is never lost.
  @Test(arguments: ["\n", "", "\r\n"])
  func aCutRecordTakesNothingWithIt(separator: String) {
    let bytes = Array(Self.three.utf8)
    for length in 1..<bytes.count {
      let cut = String(decoding: bytes[..<length], as: UTF8.self)
      let seen = Self.read("\(Self.one)\(separator)\(cut)\(separator)\(Self.two)\(separator)\(Self.one)")
      #expect(
        seen.filter { $0.reason == nil } == [Self.good(Self.one), Self.good(Self.two), Self.good(Self.one)], "cut at \(length): \(cut)")
      #expect(seen.filter { $0.reason != nil } == [Self.bad(cut)], "cut at \(length): \(cut)")
    }
  }

  /// The beginning of a record missing, down to its last byte.
  @Test(arguments: ["\n", ""])
  func aHeadlessRecordTakesNothingWithIt(separator: String) {
    let bytes = Array(Self.two.utf8)
    for start in 1..<bytes.count {
      let rest = String(decoding: bytes[start...], as: UTF8.self)
      let seen = Self.read("\(Self.one)\(separator)\(rest)\(separator)\(Self.three)")
      #expect(seen.contains(Self.good(Self.one)) && seen.contains(Self.good(Self.three)), "from \(start): \(rest)")
      #expect(seen.count { $0.reason == nil && $0.text.contains("\"type\"") } == 2, "from \(start): \(rest)")
      #expect(seen.contains { $0.reason != nil || !$0.text.hasPrefix("{") }, "from \(start): \(rest)")
    }
  }

  /// Any one byte of a record replaced: the neighbours stay.
  @Test(
    arguments: ["\n", ""],
    [UInt8(ascii: "x"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":"), 0, 0xff, UInt8(ascii: "\n")])
  func aDamagedByteCostsOneRecordAtMost(separator: String, byte: UInt8) {
    for index in 0..<Self.three.utf8.count {
      var damaged = Array(Self.three.utf8)
      damaged[index] = byte
      let seen = Self.read(Array("\(Self.one)\(separator)".utf8) + damaged + Array("\(separator)\(Self.two)".utf8))
      #expect(seen.first == Self.good(Self.one), "byte \(index)")
      #expect(seen.last == Self.good(Self.two), "byte \(index)")
    }
  }

  @Test func linesThatAreNoJSONCountOneEach() {
    #expect(
      Self.read("not json\nneither\n\(Self.one)\nxyz\(Self.two)\n") == [
        Self.bad("not json"), Self.bad("neither"), Self.good(Self.one), Self.bad("xyz"), Self.good(Self.two),
      ])
  }

  @Test func aNestedObjectOfABrokenRecordIsNoRecord() {
    let broken = #"{"id":"9","type":"D","inner":{"id":"x","value":{"a":1}},"list":[{"b":2},"#
    #expect(Self.read(broken + Self.one) == [Self.bad(broken), Self.good(Self.one)])
  }

  @Test func scalarsAndListsAreValues() {
    #expect(Self.read("1 2 [3] \"4\" null") == ["1", "2", "[3]", "\"4\"", "null"].map(Self.good))
  }

  @Test func aRecordThatIsTooLongOrTooDeepIsPassed() {
    let long = "{\"id\":\"\(String(repeating: "a", count: 500))\"}"
    let seen = Self.read(Array("\(long)\n\(Self.one)\n".utf8), limits: JSONLimits(depth: 5, length: 200))
    #expect(seen == [Seen(text: long, reason: "too_long"), Self.good(Self.one)])
    let deep = String(repeating: "{\"a\":[", count: 400) + String(repeating: "]}", count: 400)
    for separator in ["\n", ""] {
      #expect(Self.read(deep + separator + Self.one) == [Seen(text: deep, reason: "too_deep"), Self.good(Self.one)])
    }
  }

  @Test func textThatIsNoUTF8KeepsItsExtent() {
    let bytes = Array("{\"id\":\"".utf8) + [0xff, 0xfe] + Array("\"}".utf8)
    let seen = Self.read(bytes + Array(Self.one.utf8))
    #expect(seen.map(\.reason) == ["invalid_utf8", nil])
    #expect(seen.last == Self.good(Self.one))
  }

  @Test func hostileInputEndsSoon() {
    for text in [
      String(repeating: "{\"", count: 200_000), String(repeating: "{\"a\":", count: 100_000), String(repeating: "[", count: 500_000),
    ] {
      #expect(Self.read(text).count == 1)
    }
  }

  /// Random records, separators and damage-free framings give the same records.
  @Test(arguments: 0..<200)
  func framingDoesNotMatter(seed: UInt64) {
    var dice = SplitMix(state: seed)
    let records = (0..<Int(dice.below(20)) + 1).map { _ in dice.object(depth: 3) }
    var text = ""
    for record in records { text += record + ["", "\n", "\r\n", " ", "\n\n", "\t\n"][Int(dice.below(6))] }
    #expect(Self.read(text) == records.map(Self.good))
  }
}

/// Random JSON from a seed.
private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return (z ^ (z >> 31)) % bound
  }

  mutating func value(depth: Int) -> String {
    switch below(depth > 0 ? 9 : 7) {
    case 0: return "null"
    case 1: return below(2) == 0 ? "true" : "false"
    case 2: return "\(Int(below(1 << 40)) - 1 << 20)"
    case 3: return "\(below(1000)).\(below(1000))e\(below(20))"
    case 4, 5: return string()
    case 6: return "\"\""
    case 7: return "[" + (0..<Int(below(4))).map { _ in value(depth: depth - 1) }.joined(separator: ",") + "]"
    default: return object(depth: depth - 1)
    }
  }

  mutating func object(depth: Int) -> String {
    "{" + (0..<Int(below(5))).map { "\"k\($0)\": \(value(depth: depth))" }.joined(separator: ", ") + "}"
  }

  mutating func string() -> String {
    let pieces = ["a", "{\\\"", "}", "[", "\\n", "\\\\", "é", "王", "\\u0041", "\\ud834\\udd1e", " ", ":", ",", "12345678", "𝄞", "/"]
    return "\"" + (0..<Int(below(12))).map { _ in pieces[Int(below(UInt64(pieces.count)))] }.joined() + "\""
  }
}
