import CZlib

/// One gzip member after the other, always the same bytes for the same input and level: no time, no name, one operating system byte.
struct Deflater: ~Copyable {
  private static let unix: Int32 = 3

  private let stream: UnsafeMutablePointer<z_stream>
  private let header: UnsafeMutablePointer<gz_header>
  private let output: UnsafeMutableRawBufferPointer
  /// True from the first byte written to a member until its end.
  private(set) var isInMember = false

  init(level: Int32, outputSize: Int = 256 << 10) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    header = .allocate(capacity: 1)
    header.initialize(to: gz_header())
    header.pointee.os = Self.unix
    output = .allocate(byteCount: outputSize, alignment: 16)
    let defaultMemory: Int32 = 8
    let status = deflateInit2_(
      stream, level, Z_DEFLATED, MAX_WBITS + 16, defaultMemory, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib refuses level \(level) or has no memory")
    deflateSetHeader(stream, header)
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    header.deallocate()
    output.deallocate()
  }

  /// Compresses `input` into the current member, beginning one if needed.
  mutating func write(_ input: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    var rest = input
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(piece.count)
      isInMember = true
      try run(Z_NO_FLUSH, emit)
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
    }
  }

  /// Ends the current member (an empty one if nothing was written) and makes ready for the next.
  mutating func finishMember(_ emit: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try run(Z_FINISH, emit)
    deflateReset(stream)
    isInMember = false
  }

  private func run(_ flush: Int32, _ emit: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    repeat {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      deflate(stream, flush)
      let count = output.count - Int(stream.pointee.avail_out)
      if count > 0 { try emit(UnsafeRawBufferPointer(rebasing: output[..<count])) }
    } while stream.pointee.avail_out == 0
    stream.pointee.next_in = nil
  }
}
