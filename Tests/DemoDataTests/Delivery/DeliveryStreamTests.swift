import Drivers
import FoundationEssentials
import Kernel
import Testing

@testable import DemoData

@Suite struct DeliveryStreamTests {
  private final class Written {
    var objects: [(key: String, bytes: [UInt8], modified: Instant)] = []
  }

  private let written = Written()

  private func stream() -> DeliveryStream {
    let written = written
    return DeliveryStream(seed: 1) { written.objects.append(($0, $1, $2)) }
  }

  private func events() throws -> [(key: String, text: String, modified: Instant)] {
    try written.objects.filter { $0.key.hasPrefix("domain-events/") }.map {
      ($0.key, String(decoding: try GzipReader.inflateAll($0.bytes), as: UTF8.self), $0.modified)
    }
  }

  private func record(_ text: String, at arrival: String) throws -> Saboteur.Delivery {
    Saboteur.Delivery(arrival: try #require(Instant(arrival)), bytes: Array(text.utf8))
  }

  @Test func anObjectIsNamedAfterItsOldestRecordAndClosedAfterFiveMinutes() throws {
    let stream = stream()
    stream.accept(try record("{2}", at: "2026-11-08T23:59:59Z"))
    stream.accept(try record("{3}", at: "2026-11-09T00:02:57.9Z"))
    stream.accept(try record("{1}", at: "2026-11-08T23:58:00.25Z"))
    stream.accept(try record("{4}", at: "2026-11-09T00:03:00.25Z"))
    try stream.advance(to: try #require(Instant("2026-11-09T00:03:00Z")))
    #expect(try events().isEmpty)
    try stream.finish()
    let events = try events()
    #expect(events.map { $0.text.replacing("\n", with: "") } == ["{1}{2}{3}", "{4}"])
    #expect(
      events[0].key.hasPrefix(
        "domain-events/year=2026/month=11/day=08/hour=23/genai-demo-demo-domain-events-firehose-1-2026-11-08-23-58-00-"))
    #expect(events[0].modified == Instant("2026-11-09T00:03:00.25Z"))
    #expect(events[1].key.hasPrefix("domain-events/year=2026/month=11/day=09/hour=00/"))
  }

  @Test func fiveMegabytesCloseAnObjectEarly() throws {
    let stream = stream()
    let big = String(repeating: "x", count: 3 << 20)
    for second in 0..<4 { stream.accept(try record(big, at: "2026-11-08T10:00:0\(second)Z")) }
    try stream.finish()
    let events = try events()
    #expect(events.map { $0.text.utf8.filter { $0 == UInt8(ascii: "x") }.count } == [6 << 20, 6 << 20])
    #expect(events[0].modified == Instant("2026-11-08T10:00:01Z"))
  }

  @Test func keysHaveTheStreamsForm() async throws {
    let form = try Regex(
      "year=\\d{4}/month=\\d\\d/day=\\d\\d/hour=\\d\\d/genai-demo-demo-domain-events-firehose-1(-\\d{4})(-\\d\\d){5}(-[0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.gz"
    )
    let whole = try await Demo.whole.value
    let keys = Array(whole.objects.keys) + whole.backup.keys.map { String($0.dropFirst("domain-events/".count)) }
    for key in keys { #expect(try form.wholeMatch(in: key) != nil) }
  }

  @Test func recordsAreFramedInAllTheWaysOfRealLakes() async throws {
    let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
    var lines = 0, concatenated = 0, severalMembers = 0, cutRecords = 0
    for (key, bytes) in try await Demo.whole.value.objects {
      let text = String(decoding: try GzipReader.inflateAll(bytes, name: key), as: UTF8.self)
      if text.hasSuffix("\n") { lines += 1 } else if text.contains("}{") { concatenated += 1 }
      guard let second = bytes.dropFirst(header.count).firstRange(of: header) else { continue }
      severalMembers += 1
      if try GzipReader.inflateAll(Array(bytes[..<second.lowerBound])).suffix(2).allSatisfy({ $0 != UInt8(ascii: "}") }) { cutRecords += 1 }
    }
    #expect(lines > concatenated && concatenated > 500)
    #expect(severalMembers > 300 && cutRecords > 200)
  }

  @Test func theBackupHoldsEveryRecordAsItCame() async throws {
    let whole = try await Demo.whole.value
    let backup = whole.backup.values.reduce(0) { $0 + $1.count }
    let delivered = whole.raw.records.reduce(0) { $0 + $1.text.utf8.count }
    let failed = try whole.failures.values.reduce(0) { $0 + (try raw($1).count) }
    #expect(failed > 0)
    #expect(backup == delivered + failed)
  }

  @Test func whatFailedLiesInTheErrorsTreeAsTheServiceDocumentsIt() async throws {
    let whole = try await Demo.whole.value
    for (key, bytes) in whole.failures {
      #expect(key.hasPrefix("domain-events/processing-failed/year="))
      #expect(String(decoding: try raw(bytes), as: UTF8.self).hasPrefix(#"{"metric":"#))
    }
  }

  private func raw(_ document: [UInt8]) throws -> Data {
    struct Document: Decodable {
      let attemptsMade: Int
      let arrivalTimestamp: Int
      let errorCode: String
      let errorMessage: String
      let attemptEndingTimestamp: Int
      let rawData: String
      let lambdaArn: String
    }
    return try #require(Data(base64Encoded: try JSONDecoder().decode(Document.self, from: Data(document)).rawData))
  }
}
