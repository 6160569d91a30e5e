/// One JSON value parsed into a flat list of nodes in document order, strictly by RFC 8259.
///
/// Reused for one record after the other, so that a record costs no allocation. The nodes' offsets are valid as long as the bytes are.
public struct JSONTape {
  public internal(set) var nodes: [JSONNode] = []
  /// Keys that occurred more than once in their object: the last one counts (RFC 8259 leaves it open; so do JavaScript and Jackson).
  public internal(set) var duplicateKeys = 0
  public internal(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

  let limits: JSONLimits
  var containers: [Int32] = []

  public init(limits: JSONLimits = JSONLimits()) {
    self.limits = limits
    nodes.reserveCapacity(256)
  }

  /// The indices of the members or elements of a container, in order, superseded ones left out.
  public func children(of index: Int) -> Children { Children(tape: self, index: index) }

  public struct Children: Sequence, IteratorProtocol {
    let tape: JSONTape
    var current: Int
    let end: Int

    init(tape: JSONTape, index: Int) {
      self.tape = tape
      current = index + 1
      end = Int(tape.nodes[index].next)
    }

    public mutating func next() -> Int? {
      while current < end {
        let index = current
        current = Int(tape.nodes[index].next)
        if !tape.nodes[index].isSuperseded { return index }
      }
      return nil
    }
  }

  /// The member of an object whose key is `key`; nil when there is none or `object` is no object.
  public func member(_ key: [UInt8], of object: Int) -> Int? {
    guard nodes[object].kind == .object else { return nil }
    var index = object + 1
    let end = Int(nodes[object].next)
    while index < end {
      let node = nodes[index]
      if !node.isSuperseded, hasKey(node, key) { return index }
      index = Int(node.next)
    }
    return nil
  }

  /// The decoded bytes of a string node.
  public func string(_ index: Int) -> [UInt8] {
    let node = nodes[index]
    return decoded(node.start, node.end, escaped: node.hasEscape)
  }

  /// The decoded bytes of a member's key.
  public func key(_ index: Int) -> [UInt8] {
    let node = nodes[index]
    return decoded(node.keyStart, node.keyEnd, escaped: node.keyHasEscape)
  }

  /// The bytes of a node as written: of a string, what is between the quotes.
  public func raw(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(nodes[index].start)..<Int(nodes[index].end)])
  }

  private func hasKey(_ node: JSONNode, _ key: [UInt8]) -> Bool {
    if node.keyHasEscape { return decoded(node.keyStart, node.keyEnd, escaped: true) == key }
    guard Int(node.keyEnd - node.keyStart) == key.count else { return false }
    var position = Int(node.keyStart)
    for byte in key {
      if bytes[position] != byte { return false }
      position += 1
    }
    return true
  }

  func decoded(_ start: Int32, _ end: Int32, escaped: Bool) -> [UInt8] {
    let slice = UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(end)])
    return escaped ? JSONString.decode(slice) : Array(slice)
  }
}
