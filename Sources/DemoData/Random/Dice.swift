/// Reproducible randomness: xoshiro256** (Blackman and Vigna), seeded through SplitMix64.
///
/// Every purpose gets dice of its own from the seed, a label and a number, so that one more throw for one customer moves nothing
/// in the life of another.
struct Dice: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  init(seed: UInt64, _ label: StaticString, _ number: Int = 0) {
    var state = Self.mix(seed) ^ Self.hash(label)
    state = Self.mix(state) ^ UInt64(bitPattern: Int64(number))
    func draw(_ state: inout UInt64) -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      return Self.mix(state)
    }
    (a, b, c, d) = (draw(&state), draw(&state), draw(&state), draw(&state))
  }

  mutating func next() -> UInt64 {
    let product = b &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = d << 45 | d >> 19
    return result
  }

  /// A whole number of the range, which must not be empty.
  mutating func int(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(next().multipliedFullWidth(by: UInt64(range.count)).high)
  }

  /// A microsecond count between two numbers of seconds.
  mutating func seconds(_ low: Double, _ high: Double) -> Int { int(Int(low * 1_000_000)..<Int(high * 1_000_000)) }

  mutating func chance(_ probability: Double) -> Bool { Double(next() >> 11) * 0x1p-53 < probability }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[int(0..<elements.count)] }

  /// A random (version 4) UUID in lower case.
  mutating func uuid() -> String {
    let high = next() & 0xffff_ffff_ffff_0fff | 0x4000
    let low = next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    return String(unsafeUninitializedCapacity: 36) { text in
      var position = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          text[position] = UInt8(ascii: "-")
          position += 1
        }
        let word = index < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4) & 0xf)
        text[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        position += 1
      }
      return position
    }
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// FNV-1a.
  private static func hash(_ label: StaticString) -> UInt64 {
    label.withUTF8Buffer { $0.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }
  }
}
