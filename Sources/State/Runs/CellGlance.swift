public import Kernel

/// What most decisions need of a stored cell, in one byte.
public struct CellGlance: Hashable, Sendable {
  private static let known = 0x80 as UInt8
  private static let same = 0x40 as UInt8
  private static let states = CellState.allCases

  private let bits: UInt8

  /// There is no such cell.
  public static let none = CellGlance(bits: 0)

  private init(bits: UInt8) { self.bits = bits }

  init(_ state: Int, hasSettings: Bool) { bits = UInt8(state) | Self.known | (hasSettings ? Self.same : 0) }

  public var state: CellState? { bits & Self.known == 0 ? nil : Self.states[Int(bits & 0x3F)] }

  /// Its last success had the settings that were asked for.
  public var hasSettings: Bool { bits & Self.same != 0 }

  /// It has succeeded with the settings that were asked for: only its inputs could make it stale.
  public var isDone: Bool { bits == Self.done }

  private static let done = CellGlance(states.firstIndex(of: .succeeded) ?? 0, hasSettings: true).bits
}
