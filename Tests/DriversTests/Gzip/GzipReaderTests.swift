import Drivers
import Kernel
import Testing

@Suite struct GzipReaderTests {
  static let text = Array(String(repeating: #"{"eventId":"1d0e6c0a","amount":590.00}"# + "\n", count: 400).utf8)

  @Test func membersOneAfterTheOtherAreReadWhole() throws {
    let file = GzipWriter.compress(Array(Self.text[..<100])) + GzipWriter.compress([]) + GzipWriter.compress(Array(Self.text[100...]))
    #expect(try GzipReader.inflateAll(file) == Self.text)
  }

  @Test func aBorderBetweenReadsMayFallAnywhereInAHeader() throws {
    var noise = SplitMix(state: 1)
    let first = (0..<262_100).map { _ in UInt8(truncatingIfNeeded: noise.next()) }
    // Stored blocks: each length puts the next member's header at another place of the 256 KiB read buffer.
    for length in stride(from: 262_040, to: first.count, by: 1) {
      let file = GzipWriter.compress(Array(first[..<length]), level: 0) + GzipWriter.compress([1, 2, 3])
      #expect(try GzipReader.inflateAll(file).count == length + 3)
    }
  }

  @Test func everyCutIsTruncation() throws {
    let file = GzipWriter.compress(Array(Self.text[..<200]))
    for length in 0..<file.count {
      let failure = #expect(throws: Failure.self) { try GzipReader.inflateAll(Array(file[..<length]), name: "a.gz") }
      #expect(failure?.code == 3401)
      #expect(failure?.message == "a.gz: the gzip data ends in the middle of a member, at byte \(length)")
    }
  }

  @Test func everyFlippedBitOfTheDataOrItsChecksumIsNoticed() throws {
    let file = GzipWriter.compress(Array(Self.text[..<120]))
    let headerSize = 10
    for index in headerSize..<file.count {
      var broken = file
      broken[index] ^= 0x10
      let failure = #expect(throws: Failure.self) { try GzipReader.inflateAll(broken, name: "a.gz") }
      #expect(failure.map { [3401, 3402, 3403].contains($0.code) } == true, "byte \(index)")
    }
  }

  @Test func aWrongChecksumNamesFileAndByte() throws {
    var file = GzipWriter.compress(Self.text)
    file[file.count - 8] ^= 1
    let failure = #expect(throws: Failure.self) { try GzipReader.inflateAll(file, name: "hour=03/a.gz") }
    #expect(failure?.code == 3402)
    #expect(failure?.message == "hour=03/a.gz: corrupt gzip data near byte \(file.count - 4): incorrect data check")
    #expect(failure?.retry == .never)
  }

  @Test(arguments: [[UInt8(0)], [0x1f], [0x1f, 0x8c, 0], Array("{}".utf8)])
  func bytesAfterTheLastMemberAreRefused(_ garbage: [UInt8]) throws {
    let file = GzipWriter.compress(Self.text) + garbage
    let failure = #expect(throws: Failure.self) { try GzipReader.inflateAll(file, name: "a.gz") }
    // A lone 1f may be the beginning of a member that was cut.
    #expect(failure?.code == (garbage == [0x1f] ? 3401 : 3403))
  }

  @Test func plainTextIsNotGzip() {
    let failure = #expect(throws: Failure.self) { try GzipReader.inflateAll(Array("{}".utf8), name: "a.gz") }
    #expect(failure?.code == 3405)
  }

  @Test func aBombStopsAtTheLimitAndNotAtItsEnd() throws {
    let bomb = GzipWriter.compress([UInt8](repeating: 0, count: 8 << 20), level: 9)
    let limit = GzipLimit(ratio: 200, above: 1 << 20)
    var seen = 0
    let failure = #expect(throws: Failure.self) {
      try bomb.withUnsafeBytes { try GzipReader.read(bytes: $0, name: "a.gz", limit: limit) { seen += $0.count } }
    }
    #expect(failure?.code == 3404)
    #expect(seen < 4 << 20)
    #expect(try GzipReader.inflateAll(bomb).count == 8 << 20)
  }

  @Test func aMissingFileNamesItself() {
    let failure = #expect(throws: Failure.self) { try GzipReader.inflateAll(path: "/nonexistent/a.gz") }
    #expect(failure?.description == "NS3406: /nonexistent/a.gz: cannot be read at byte 0: No such file or directory")
  }

  @Test func whatTheBodyThrowsIsPassedOn() {
    struct Stop: Error {}
    let file = GzipWriter.compress(Self.text)
    #expect(throws: Stop.self) {
      try file.withUnsafeBytes { try GzipReader.read(bytes: $0, name: "a.gz") { _ in throw Stop() } }
    }
  }

  /// Bytes that do not compress.
  struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      return z ^ (z >> 27)
    }
  }
}
