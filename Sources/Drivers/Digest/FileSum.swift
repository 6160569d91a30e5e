import Glibc
public import Kernel

/// A 64-bit sum of a file that costs little more than reading it: for damage by accident, not for tampering.
///
/// Four lanes of FNV-1a over 64-bit words (Fowler, Noll, Vo; `h = (h ^ word) * 0x100000001b3`), folded with the length at the end. Each step
/// is a bijection of the lane, so a change within one word always changes the sum.
public struct FileSum: Hashable, Sendable {
  public let bytes: Int
  public let value: UInt64

  private static let prime: UInt64 = 0x100_0000_01b3
  private static let offset: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let piece = 1 << 16

  public init(bytes: Int, value: UInt64) {
    self.bytes = bytes
    self.value = value
  }

  /// Reads the file in pieces, so memory stays constant.
  public init(of path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure("read", path) }
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.piece, alignment: 32)
    defer { buffer.deallocate() }
    var (a, b, c, d) = (Self.offset, Self.offset &+ 1, Self.offset &+ 2, Self.offset &+ 3)
    var total = 0
    while true {
      // A short read in the middle of a file would shift the words.
      var filled = 0
      while filled < buffer.count {
        let count = read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
        if count == 0 { break }
        if count < 0 {
          if errno == EINTR { continue }
          throw Files.failure("read", path)
        }
        filled += count
      }
      total += filled
      var word = buffer.baseAddress?.assumingMemoryBound(to: UInt64.self)
      let whole = (filled + 31) / 32 * 32
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<whole]).initializeMemory(as: UInt8.self, repeating: 0)
      var left = whole / 32
      // Plain counting: this loop is the price of opening a state file, also in a build without optimisation.
      while left > 0, let words = word {
        a = (a ^ words[0]) &* Self.prime
        b = (b ^ words[1]) &* Self.prime
        c = (c ^ words[2]) &* Self.prime
        d = (d ^ words[3]) &* Self.prime
        word = words + 4
        left -= 1
      }
      if filled < buffer.count { break }
    }
    var value = (Self.offset ^ UInt64(total)) &* Self.prime
    for lane in [a, b, c, d] { value = (value ^ lane) &* Self.prime }
    self.init(bytes: total, value: value)
  }
}
