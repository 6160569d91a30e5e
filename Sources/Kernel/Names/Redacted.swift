/// A value that must not reach a log, a report, the state file or an argument list by accident.
///
/// Printing, interpolating, dumping or encoding it shows `•••`; only `reveal()` gives the value, and a search for that word
/// finds every place that does.
public struct Redacted<Value: Sendable>: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let value: Value

  public init(_ value: Value) { self.value = value }

  public func reveal() -> Value { value }

  public var description: String { "•••" }
  public var debugDescription: String { "•••" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
