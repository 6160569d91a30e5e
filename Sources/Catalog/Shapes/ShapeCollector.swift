public import Drivers

/// Counts what records hold, without a copy of anything it has seen before. One for each event type and date.
public final class ShapeCollector {
  private let root = ShapeNode(key: [])

  public init() {}

  /// Counts the value at `index` of the tape; `object` is the number of the raw object it came from.
  public func add(_ tape: JSONTape, _ index: Int, from object: Int32, leavingOut hidden: Set<Int> = []) {
    visit(tape, index, root, amount: 1, object: object, hidden: hidden)
  }

  /// Takes back what `add` counted for an equal value.
  public func subtract(_ tape: JSONTape, _ index: Int, leavingOut hidden: Set<Int> = []) {
    visit(tape, index, root, amount: -1, object: -1, hidden: hidden)
  }

  public var tree: ShapeTree { root.tree }

  /// New names for the keys that need one.
  /// - Parameter taken: names that keys of the records themselves may not have.
  public func names(taken: Set<String>) -> KeyNames { root.names(taken: taken) }

  /// The raw objects in which a value was seen that `unfit` refuses.
  public func objects(with unfit: UnfitKinds) -> Set<Int32> { root.objects(with: unfit) }

  private func visit(_ tape: JSONTape, _ index: Int, _ node: ShapeNode, amount: Int, object: Int32, hidden: Set<Int>) {
    let value = tape.nodes[index]
    node.count(value.kind, amount, object)
    switch value.kind {
    case .object:
      var cursor = 0
      var child = index + 1
      while child < value.next {
        let member = tape.nodes[child]
        if !member.isSuperseded, hidden.isEmpty || !hidden.contains(child) {
          visit(tape, child, node.child(tape, child, member, &cursor), amount: amount, object: object, hidden: hidden)
        }
        child = Int(member.next)
      }
    case .array:
      let element = node.elementNode
      var child = index + 1
      while child < value.next {
        visit(tape, child, element, amount: amount, object: object, hidden: hidden)
        child = Int(tape.nodes[child].next)
      }
    default: break
    }
  }
}
