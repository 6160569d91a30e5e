import FoundationEssentials
import Kernel

/// The delivery stream between the application and the lake: buffers what arrives until 5 MB or 300 seconds have come together,
/// then puts down one object of events and one of the untransformed records.
///
/// Some objects have a line end after each record and some have none, some consist of several gzip members: all of it is seen in
/// real lakes, and a reader must take it.
final class DeliveryStream {
  private static let bufferBytes = 5 << 20
  private static let bufferSeconds = 300

  private let write: (_ key: String, _ bytes: [UInt8], _ modified: Instant) throws -> Void
  private var arrivals = Agenda<Saboteur.Delivery>()
  private var dice: Dice

  private var records: [[UInt8]] = []
  /// Records that went to the errors tree: the backup has them too.
  private var failed: [[UInt8]] = []
  private var bytes = 0
  private var oldest: Instant?
  private var needsLines = false

  init(seed: UInt64, write: @escaping (_ key: String, _ bytes: [UInt8], _ modified: Instant) throws -> Void) {
    self.write = write
    dice = Dice(seed: seed, "delivery stream")
  }

  func accept(_ delivery: Saboteur.Delivery) { arrivals.add(delivery, at: delivery.arrival) }

  /// Delivers all that arrives up to `instant`.
  func advance(to instant: Instant) throws {
    while let time = arrivals.nextTime, time <= instant, let (_, delivery) = arrivals.removeNext() { try take(delivery) }
  }

  /// Delivers the rest, however late it arrives.
  func finish() throws {
    while let (_, delivery) = arrivals.removeNext() { try take(delivery) }
    if let oldest { try flush(at: oldest.adding(seconds: Self.bufferSeconds)) }
  }

  private func take(_ delivery: Saboteur.Delivery) throws {
    if let oldest, delivery.arrival >= oldest.adding(seconds: Self.bufferSeconds) {
      try flush(at: oldest.adding(seconds: Self.bufferSeconds))
    }
    if oldest == nil {
      oldest = delivery.arrival
      if dice.chance(0.02) { try fail(at: delivery.arrival) }
    }
    records.append(delivery.bytes)
    bytes += delivery.bytes.count
    needsLines = needsLines || delivery.needsOwnLine
    if bytes >= Self.bufferBytes { try flush(at: delivery.arrival) }
  }

  private func flush(at time: Instant) throws {
    guard let oldest else { return }
    let text = Self.joined(records, hasLines: dice.chance(0.75) || needsLines)
    let cuts = dice.chance(0.15) ? [dice.int(1..<text.count), dice.int(1..<text.count)].sorted() : []
    try write(
      SpoolObject.key(.events, oldest: oldest, uuid: dice.uuid()), SpoolObject.compress(text, cuts: cuts, level: 6), time)
    try write(
      SpoolObject.key(.backup, oldest: oldest, uuid: dice.uuid()),
      SpoolObject.compress(Self.joined(records + failed, hasLines: false), cuts: [], level: 1),
      time)
    records.removeAll(keepingCapacity: true)
    failed.removeAll()
    bytes = 0
    self.oldest = nil
    needsLines = false
  }

  private static func joined(_ records: [[UInt8]], hasLines: Bool) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(records.reduce(0) { $0 + $1.count + 1 })
    for record in records {
      text += record
      if hasLines { text.append(UInt8(ascii: "\n")) }
    }
    return text
  }

  /// A record of another kind that the transformation could not take: it lies in the errors tree and the backup only.
  private func fail(at arrival: Instant) throws {
    let milliseconds = arrival.microseconds / 1000
    let record =
      #"{"metric":"http.server.requests","host":"app-\#(dice.int(1..<5))","value":\#(dice.int(1..<900)),"observedAt":\#(milliseconds)}"#
    failed.append(Array(record.utf8))
    let document = ErrorDocument(
      attemptsMade: 4, arrivalTimestamp: milliseconds, errorCode: "Lambda.FunctionError",
      errorMessage: "The Lambda function was successfully invoked but it returned an error result.",
      attemptEndingTimestamp: milliseconds + 61_000, rawData: Data(record.utf8).base64EncodedString())
    try write(
      SpoolObject.key(.failures, oldest: arrival, uuid: dice.uuid()),
      SpoolObject.compress(Array(try SortedJSON.encode(document).utf8), cuts: [], level: 6),
      arrival.adding(seconds: 61))
  }
}

/// What Firehose leaves in the errors tree for a record its transformation failed on, one document per record.
/// https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
private struct ErrorDocument: Encodable {
  let attemptsMade: Int
  let arrivalTimestamp: Int
  let errorCode: String
  let errorMessage: String
  let attemptEndingTimestamp: Int
  /// Base64.
  let rawData: String
  var lambdaArn = "arn:aws:lambda:ap-northeast-1:123456789012:function:genai-demo-demo-transform:$LATEST"
}
