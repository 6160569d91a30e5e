/// A place in a record: `totalAmount.amount`, `items[].quantity`.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  public enum Step: Hashable, Sendable {
    case field(String)
    case element
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  public func field(_ name: String) -> Self { Self(steps + [.field(name)]) }
  public var elements: Self { Self(steps + [.element]) }

  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .field(let name): text += text.isEmpty ? name : ".\(name)"
      case .element: text += "[]"
      }
    }
  }
}
