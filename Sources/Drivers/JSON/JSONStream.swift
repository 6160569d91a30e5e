/// Splits bytes into JSON values: one a line, one directly behind the other, spread over lines, or all of these in one stream.
///
/// A broken value never takes good ones with it. Its end is the earliest place behind its beginning from which a reader can go on: the next line
/// that does not look like the inside of a pretty-printed value (indented, or beginning with a quote or closing bracket), or the next `{"`
/// from which a whole value can be read that `isRecord` knows, so that a nested object is not taken for a record.
public struct JSONStream {
  /// One value, or a stretch of bytes that is none.
  public struct Frame {
    /// From 1, broken ones counted.
    public let ordinal: Int
    public let offset: Int
    /// Behind the last byte that is no white space.
    public let end: Int
    public let fault: JSONFault?
  }

  /// Bytes that may be parsed in vain while looking for the end of one broken value; beyond that only a line's end counts.
  private static let patience = 64 << 20

  private var tape: JSONTape
  private var probe: JSONTape

  public init(limits: JSONLimits = JSONLimits()) {
    tape = JSONTape(limits: limits)
    probe = JSONTape(limits: limits)
  }

  /// Calls `body` for every value and every broken stretch in order. The tape is that of the value, empty for a broken stretch; it and its
  /// bytes are valid during the call only. Bytes must number less than 2 GiB.
  /// - Parameter isRecord: whether a value found behind a broken one is a record by itself and not a part of the broken one.
  public mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, isRecord: (JSONTape) -> Bool, _ body: (Frame, JSONTape) throws -> Void
  ) rethrows {
    precondition(bytes.count < Int32.max)
    var ordinal = 0
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    while true {
      while position < bytes.count, JSONCursor.isSpace(bytes[position]) { position += 1 }
      guard position < bytes.count else { return }
      ordinal += 1
      switch parse(bytes, at: position) {
      case .value(let end, let fault):
        try body(Frame(ordinal: ordinal, offset: position, end: end, fault: fault), tape)
        position = end
      case .broken(let fault):
        tape.nodes.removeAll(keepingCapacity: true)
        let next = resume(bytes, after: position, isRecord)
        var end = next
        while end > position + 1, JSONCursor.isSpace(bytes[end - 1]) { end -= 1 }
        try body(Frame(ordinal: ordinal, offset: position, end: end, fault: fault), tape)
        position = next
      }
    }
  }

  /// A lone scalar must end where a value can: the end of a headless record begins with what looks like one, and its closing quote would open
  /// a string that takes in the next record's beginning.
  private mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> JSONTape.Outcome {
    let outcome = tape.parse(bytes, at: position)
    guard case .value(let end, _) = outcome, end < bytes.count, let kind = tape.nodes.first?.kind, kind != .object, kind != .array else {
      return outcome
    }
    let next = bytes[end]
    if JSONCursor.isSpace(next) || next == UInt8(ascii: "{") || next == UInt8(ascii: "[") { return outcome }
    return .broken(JSONFault(.malformed, at: end, "text directly behind a value"))
  }

  private mutating func resume(_ bytes: UnsafeBufferPointer<UInt8>, after start: Int, _ isRecord: (JSONTape) -> Bool) -> Int {
    var patience = Self.patience
    var position = start + 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") {
        guard position + 1 < bytes.count else { return bytes.count }
        switch bytes[position + 1] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","): break
        default: return position + 1
        }
      } else if byte == UInt8(ascii: "{"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\""), patience > 0 {
        switch probe.parse(bytes, at: position) {
        case .value(let end, _):
          if isRecord(probe) { return position }
          patience -= end - position
        case .broken(let fault): patience -= fault.offset - position
        }
      }
      position += 1
    }
    return bytes.count
  }
}
