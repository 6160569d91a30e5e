import Drivers
import TestSupport
import Testing

struct FileSumTests {
  /// Around the borders of words, lanes and pieces.
  @Test(arguments: [0, 1, 7, 8, 31, 32, 33, (1 << 16) - 1, 1 << 16, (1 << 16) + 1])
  func everyBitAndTheLengthCount(_ length: Int) throws {
    try inScratchFolder { folder in
      let path = "\(folder)/file"
      var bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try Files.create(path, bytes)
      let sum = try FileSum(of: path)
      #expect(try FileSum(of: path) == sum && sum.bytes == length)
      for place in Set([0, length / 3, length / 2, length - 1]) where bytes.indices.contains(place) {
        for bit in [0, 7] {
          bytes[place] ^= 1 << UInt8(bit)
          try Files.create(path, bytes)
          #expect(try FileSum(of: path).value != sum.value, "byte \(place), bit \(bit)")
          bytes[place] ^= 1 << UInt8(bit)
        }
      }
      try Files.create(path, bytes + [0])
      #expect(try FileSum(of: path).value != sum.value)
    }
  }

  /// Worked out by hand: an empty file is the length and four untouched lanes.
  @Test func theSumIsTheDocumentedOne() throws {
    try inScratchFolder { folder in
      try Files.create("\(folder)/empty", [])
      let prime: UInt64 = 0x100_0000_01b3, offset: UInt64 = 0xcbf2_9ce4_8422_2325
      var value = offset &* prime
      for lane in 0..<4 { value = (value ^ (offset &+ UInt64(lane))) &* prime }
      #expect(try FileSum(of: "\(folder)/empty") == FileSum(bytes: 0, value: value))
    }
  }
}
