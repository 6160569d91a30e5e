/// A binary heap of keys, the smallest first.
struct ReadyHeap {
  private var keys: [UInt64] = []

  var isEmpty: Bool { keys.isEmpty }

  /// The smallest, which stays.
  var first: UInt64? { keys.first }

  mutating func push(_ key: UInt64) {
    keys.append(key)
    var child = keys.count - 1
    while child > 0, keys[child] < keys[(child - 1) / 2] {
      keys.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> UInt64? {
    guard let last = keys.popLast() else { return nil }
    guard let first = keys.first else { return last }
    keys[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < keys.count else { return first }
      if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
      guard keys[child] < keys[parent] else { return first }
      keys.swapAt(child, parent)
      parent = child
    }
  }

}
