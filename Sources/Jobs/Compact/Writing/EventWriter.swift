import Catalog
import Drivers
import Kernel

/// Writes one event as JSON with masks and the net applied, and keys named as a column store can hold them.
struct EventWriter {
  let masks: MaskPlan
  let key: MaskingKey?
  let names: KeyNames
  /// Members of the event itself that become columns of their own.
  let leftOut: Set<[UInt8]>

  private(set) var bytes: [UInt8] = []
  /// Places in which the net found something in what was written last, in order.
  private(set) var redactions: [(kind: PersonalDataNet.Kind, path: FieldPath)] = []

  init(masks: MaskPlan, key: MaskingKey?, names: KeyNames, leftOut: Set<[UInt8]>) {
    self.masks = masks
    self.key = key
    self.names = names
    self.leftOut = leftOut
  }

  /// Replaces `bytes` by the event's.
  mutating func write(_ tape: JSONTape, _ root: Int, hidden: Set<Int>) {
    bytes.removeAll(keepingCapacity: true)
    redactions.removeAll(keepingCapacity: true)
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for child in tape.children(of: root) where !hidden.contains(child) {
      let name = tape.key(child)
      if leftOut.contains(name) { continue }
      member(tape, child, name, masks.fields[name], nil, names.fields[name], FieldPath(), &isFirst)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// The masked, netted text of a member that becomes a column: what a string says, or another value's JSON; nil where there is none.
  mutating func text(_ tape: JSONTape, _ index: Int, name: [UInt8]) -> [UInt8]? {
    bytes.removeAll(keepingCapacity: true)
    redactions.removeAll(keepingCapacity: true)
    let mask = masks.fields[name]
    guard tape.nodes[index].kind != .null,
      value(tape, index, mask ?? MaskPlan(), mask?.action, nil, FieldPath([.field(String(decoding: name, as: UTF8.self))]))
    else { return nil }
    defer { bytes.removeAll(keepingCapacity: true) }
    guard bytes.first == UInt8(ascii: "\"") else { return bytes }
    return bytes.withUnsafeBufferPointer { JSONString.decode(UnsafeBufferPointer(rebasing: $0[1..<$0.count - 1])) }
  }

  private mutating func member(
    _ tape: JSONTape, _ child: Int, _ key: [UInt8], _ mask: MaskPlan?, _ inherited: Mask?, _ entry: KeyNames.Entry?,
    _ path: FieldPath, _ isFirst: inout Bool
  ) {
    let before = bytes.count
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    JSONString.append(entry?.name ?? key, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    let below = path.field(String(decoding: key, as: UTF8.self))
    if value(tape, child, mask ?? MaskPlan(), mask?.action ?? inherited, entry?.below, below) {
      isFirst = false
    } else {
      bytes.removeLast(bytes.count - before)
    }
  }

  /// False when masks left nothing of the value.
  private mutating func value(
    _ tape: JSONTape, _ index: Int, _ mask: MaskPlan, _ action: Mask?, _ names: KeyNames?, _ path: FieldPath
  ) -> Bool {
    let node = tape.nodes[index]
    switch node.kind {
    case .object:
      let members = tape.children(of: index)
      var isFirst = true
      var hasMembers = false
      bytes.append(UInt8(ascii: "{"))
      for child in members {
        hasMembers = true
        let name = tape.key(child)
        member(tape, child, name, mask.fields[name], action, names?.fields[name], path, &isFirst)
      }
      bytes.append(UInt8(ascii: "}"))
      return !(hasMembers && isFirst)
    case .array:
      var isFirst = true
      var hasElements = false
      bytes.append(UInt8(ascii: "["))
      for child in tape.children(of: index) {
        hasElements = true
        let before = bytes.count
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if value(tape, child, mask, action, names?.element, path.elements) {
          isFirst = false
        } else {
          bytes.removeLast(bytes.count - before)
        }
      }
      bytes.append(UInt8(ascii: "]"))
      return !(hasElements && isFirst)
    case .null:
      guard action != .drop else { return false }
      bytes.append(contentsOf: "null".utf8)
    case .string:
      if let action { return masked(tape.string(index), action) }
      string(tape, index, path)
    case .true, .false, .int, .bigint, .double:
      if let action { return masked(Array(tape.raw(index)), action) }
      bytes.append(contentsOf: tape.raw(index))
    case .huge:
      if let action { return masked(Array(tape.raw(index)), action) }
      // Its digits are kept as text: no engine's number holds them.
      JSONString.append(tape.raw(index), to: &bytes)
    }
    return true
  }

  private mutating func masked(_ value: [UInt8], _ action: Mask) -> Bool {
    guard let json = action.json(value, key: key) else { return false }
    bytes.append(contentsOf: json)
    return true
  }

  private mutating func string(_ tape: JSONTape, _ index: Int, _ path: FieldPath) {
    let raw = tape.raw(index)
    if !tape.nodes[index].hasEscape {
      if PersonalDataNet.isSuspicious(raw), net(raw, path) { return }
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: raw)
      bytes.append(UInt8(ascii: "\""))
      return
    }
    let text = JSONString.decode(raw)
    if text.withUnsafeBufferPointer({ net($0, path) }) { return }
    JSONString.append(text, to: &bytes)
  }

  private mutating func net(_ text: UnsafeBufferPointer<UInt8>, _ path: FieldPath) -> Bool {
    guard let (clean, kinds) = PersonalDataNet.redact(text) else { return false }
    for kind in kinds.sorted(by: { $0.rawValue < $1.rawValue }) { redactions.append((kind, path)) }
    JSONString.append(clean, to: &bytes)
    return true
  }
}
