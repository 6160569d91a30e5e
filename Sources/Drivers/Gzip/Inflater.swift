import CZlib
import Kernel

/// One gzip stream being inflated: members one after the other, fed in pieces of any size.
///
/// The z_stream lives on the heap because zlib keeps a pointer back to it.
struct Inflater: ~Copyable {
  private enum Position { case start, inMember, betweenMembers }

  private let name: String
  private let limit: GzipLimit
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private var position = Position.start
  private var consumed = 0
  private var produced = 0
  private var memberStart = 0

  init(name: String, limit: GzipLimit, outputSize: Int = 256 << 10) {
    self.name = name
    self.limit = limit
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    output = .allocate(byteCount: outputSize, alignment: 16)
    let gzipOnly = MAX_WBITS + 16
    let status = inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory for an inflate state")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  /// Inflates all of `input`, handing each full or last piece of output to `body`; the piece is valid during the call only.
  mutating func feed(_ input: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    guard let base = input.baseAddress, input.count > 0 else { return }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    defer { stream.pointee.next_in = nil }
    let before = consumed
    repeat {
      if position == .betweenMembers { try beginNextMember() }
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      let status = inflate(stream, Z_NO_FLUSH)
      let count = output.count - Int(stream.pointee.avail_out)
      consumed = before + input.count - Int(stream.pointee.avail_in)
      produced += count
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw failure(status) }
      if position == .start, consumed > 0 { position = .inMember }
      if limit.refuses(produced: produced, consumed: consumed) {
        throw GzipFailure.bomb(name, at: consumed, produced: produced, limit: limit)
      }
      if count > 0 { try body(UnsafeRawBufferPointer(rebasing: output[..<count])) }
      if status == Z_STREAM_END { position = .betweenMembers }
    } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 && position == .inMember
  }

  /// To be called when the input has ended.
  func finish() throws {
    if position != .betweenMembers { throw GzipFailure.truncated(name, at: consumed) }
  }

  private mutating func beginNextMember() throws {
    let magic: UInt8 = 0x1f
    guard let next = stream.pointee.next_in, next.pointee == magic else { throw GzipFailure.trailingGarbage(name, at: consumed) }
    inflateReset(stream)
    memberStart = consumed
    position = .inMember
  }

  private func failure(_ status: Int32) -> Failure {
    let what =
      stream.pointee.msg.map { String(cString: $0) }
      ?? (status == Z_NEED_DICT ? "a preset dictionary is asked for" : "zlib status \(status)")
    guard what == "incorrect header check" else { return GzipFailure.corrupt(name, at: consumed, what) }
    return memberStart == 0 ? GzipFailure.notGzip(name) : GzipFailure.trailingGarbage(name, at: memberStart)
  }
}
