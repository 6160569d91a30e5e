import Drivers

/// One place while it is being counted.
///
/// A record's keys mostly come in the order of the record before, so the child behind the last one is looked at first; large objects go
/// through an index.
final class ShapeNode {
  let key: [UInt8]
  private var counts = KindCounts()
  private var children: [ShapeNode] = []
  private var index: [[UInt8]: Int] = [:]
  private var element: ShapeNode?
  /// For each class, the raw objects that hold a value of it, in the order they were read.
  private var objects: [[Int32]] = [[], [], [], [], []]

  init(key: [UInt8]) { self.key = key }

  func count(_ kind: JSONKind, _ amount: Int, _ object: Int32) {
    counts.add(kind, amount)
    guard object >= 0, let slot = Self.slot(kind), objects[slot].last != object else { return }
    objects[slot].append(object)
  }

  var elementNode: ShapeNode {
    if let element { return element }
    let made = ShapeNode(key: [])
    element = made
    return made
  }

  func child(_ tape: JSONTape, _ position: Int, _ member: JSONNode, _ cursor: inout Int) -> ShapeNode {
    let key = UnsafeBufferPointer(rebasing: tape.bytes[Int(member.keyStart)..<Int(member.keyEnd)])
    if !member.keyHasEscape {
      if cursor < children.count, children[cursor].isNamed(key) {
        cursor += 1
        return children[cursor - 1]
      }
      if children.count <= 16 {
        for (slot, child) in children.enumerated() where child.isNamed(key) {
          cursor = slot + 1
          return child
        }
      }
    }
    let name = tape.key(position)
    if let slot = index[name] {
      cursor = slot + 1
      return children[slot]
    }
    let made = ShapeNode(key: name)
    index[name] = children.count
    children.append(made)
    cursor = children.count
    return made
  }

  private func isNamed(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard key.count == other.count else { return false }
    return key.withUnsafeBufferPointer { mine in
      var position = 0
      while position < mine.count {
        if mine[position] != other[position] { return false }
        position += 1
      }
      return true
    }
  }

  /// What is left after subtractions: a place without values was never there.
  var tree: ShapeTree {
    var fields: [String: ShapeTree] = [:]
    for child in children {
      let tree = child.tree
      let name = String(decoding: child.key, as: UTF8.self)
      // Two spellings of one key by Unicode's equivalence are one field here.
      if tree.counts.total > 0 { fields[name] = fields[name].map { $0 + tree } ?? tree }
    }
    let elements = element?.tree
    return ShapeTree(counts: counts, fields: fields, element: elements.flatMap { $0.counts.total > 0 ? $0 : nil })
  }

  /// - Parameter taken: names that the root's keys may not have.
  func names(taken: Set<String> = []) -> KeyNames {
    var result = KeyNames()
    let assigned = KeyNames.assign(children.map(\.key), taken: taken)
    for child in children {
      let below = child.names()
      if assigned[child.key] != nil || !below.isEmpty {
        result.fields[child.key] = KeyNames.Entry(name: assigned[child.key] ?? child.key, below: below)
      }
    }
    if let names = element?.names(), !names.isEmpty { result.element = names }
    return result
  }

  func objects(with unfit: UnfitKinds) -> Set<Int32> {
    var result: Set<Int32> = []
    for one in unfit.classes { result.formUnion(objects[Self.slot(one)]) }
    for child in children {
      if let below = unfit.fields[child.key] { result.formUnion(child.objects(with: below)) }
    }
    if let element, let below = unfit.element { result.formUnion(element.objects(with: below)) }
    return result
  }

  private static func slot(_ kind: JSONKind) -> Int? {
    switch kind {
    case .null: nil
    case .array: 0
    case .true, .false: 1
    case .int, .bigint, .double, .huge: 2
    case .object: 3
    case .string: 4
    }
  }

  private static func slot(_ one: KindClass) -> Int {
    switch one {
    case .array: 0
    case .boolean: 1
    case .number: 2
    case .object: 3
    case .string: 4
    }
  }
}
