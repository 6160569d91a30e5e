/// 64-bit FNV-1a (Fowler, Noll, Vo): small and the same on every machine; not for what an enemy could choose.
///
/// Taking in a byte or a word is a bijection of the value, so two inputs that differ in one place never end alike.
@frozen public struct FNV1a: Sendable {
  public var value: UInt64

  @inlinable public init() { value = 0xcbf2_9ce4_8422_2325 }

  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { for byte in $0 { add(word: UInt64(byte)) } }
  }

  @inlinable public mutating func add(word: UInt64) { value = (value ^ word) &* 0x100_0000_01b3 }

  public static func of(_ text: String) -> UInt64 {
    var hash = Self()
    hash.add(text)
    return hash.value
  }
}
