extension JSONTape {
  /// How far a parse got.
  public enum Outcome {
    /// A complete value; `fault` is set when its text is no UTF-8 although its structure is whole.
    case value(end: Int, fault: JSONFault?)
    case broken(JSONFault)
  }

  private enum Expected { case value, firstKey, key, firstElement, afterValue }

  /// Parses the value that begins at `start`, which must not be white space. What follows it is not looked at.
  public mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Outcome {
    self.bytes = bytes
    nodes.removeAll(keepingCapacity: true)
    containers.removeAll(keepingCapacity: true)
    duplicateKeys = 0
    var cursor = JSONCursor(bytes: bytes, position: start, limit: Swift.min(bytes.count, start + limits.length))
    var expected = Expected.value
    var key = (start: Int32(0), end: Int32(0), escaped: false)
    while true {
      if expected != .value || !containers.isEmpty { cursor.skipSpace() }
      guard let byte = cursor.peek() else { return .broken(cursor.cut()) }
      switch expected {
      case .firstKey where byte == UInt8(ascii: "}"), .firstElement where byte == UInt8(ascii: "]"):
        cursor.position += 1
        close(at: cursor.position)
        expected = .afterValue
      case .firstKey, .key:
        guard byte == UInt8(ascii: "\"") else { return .broken(cursor.fault("expected a key in quotes")) }
        guard let string = cursor.string() else { return .broken(cursor.stop) }
        key = string
        cursor.skipSpace()
        guard let colon = cursor.peek() else { return .broken(cursor.cut()) }
        guard colon == UInt8(ascii: ":") else { return .broken(cursor.fault("expected a colon after a key")) }
        cursor.position += 1
        expected = .value
      case .value, .firstElement:
        var node = JSONNode(kind: .null, start: Int32(cursor.position), end: 0)
        (node.keyStart, node.keyEnd, node.keyHasEscape) = key
        key = (0, 0, false)
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard containers.count < limits.depth else {
            return .broken(JSONFault(.tooDeep, at: cursor.position, "more than \(limits.depth) levels"))
          }
          node.kind = byte == UInt8(ascii: "{") ? .object : .array
          containers.append(Int32(nodes.count))
          nodes.append(node)
          cursor.position += 1
          expected = node.kind == .object ? .firstKey : .firstElement
          continue
        case UInt8(ascii: "\""):
          guard let string = cursor.string() else { return .broken(cursor.stop) }
          (node.start, node.end, node.hasEscape) = string
          node.kind = .string
        default:
          guard let kind = cursor.scalar() else { return .broken(cursor.stop) }
          node.kind = kind
          node.end = Int32(cursor.position)
        }
        node.next = Int32(nodes.count + 1)
        nodes.append(node)
        expected = .afterValue
      case .afterValue: break
      }
      guard expected == .afterValue else { continue }
      guard let container = containers.last else { return .value(end: cursor.position, fault: cursor.textFault) }
      cursor.skipSpace()
      guard let separator = cursor.peek() else { return .broken(cursor.cut()) }
      let isObject = nodes[Int(container)].kind == .object
      switch separator {
      case UInt8(ascii: ","):
        cursor.position += 1
        expected = isObject ? .key : .value
      case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
        cursor.position += 1
        close(at: cursor.position)
        if containers.isEmpty { return .value(end: cursor.position, fault: cursor.textFault) }
      default:
        return .broken(cursor.fault(isObject ? "expected a comma or the object's end" : "expected a comma or the array's end"))
      }
    }
  }

  private mutating func close(at end: Int) {
    guard let container = containers.popLast() else { return }
    let index = Int(container)
    nodes[index].end = Int32(end)
    nodes[index].next = Int32(nodes.count)
    if nodes[index].kind == .object { supersedeDuplicates(of: index) }
  }

  /// Most keys are told apart by their length and two of their bytes; only what may be equal is compared.
  private mutating func supersedeDuplicates(of object: Int) {
    var seen: UInt64 = 0
    var suspicious = 0
    var index = object + 1
    while index < nodes.count {
      let node = nodes[index]
      let length = Int(node.keyEnd - node.keyStart)
      let mark =
        length == 0
        ? 0
        : length &* 31 &+ Int(bytes[Int(node.keyStart)]) &* 7 &+ Int(bytes[Int(node.keyEnd) - 1]) &* 13
          &+ Int(bytes[Int(node.keyStart) + length / 2])
      let bit: UInt64 = 1 << UInt64(mark & 63)
      if seen & bit != 0 || node.keyHasEscape { suspicious += 1 }
      seen |= bit
      index = Int(node.next)
    }
    guard suspicious > 0 else { return }
    var last: [[UInt8]: Int] = [:]
    index = object + 1
    while index < nodes.count {
      let name = key(index)
      if let earlier = last.updateValue(index, forKey: name) {
        nodes[earlier].isSuperseded = true
        duplicateKeys += 1
      }
      index = Int(nodes[index].next)
    }
  }
}
