import Kernel
import Yams

/// Turns Yams' nodes into `YAMLValue`s: resolves aliases within `YAMLLimits` and refuses what a job file must not hold.
struct YAMLBuilder {
  /// A value and what following it costs.
  private struct Built {
    var value: YAMLValue
    var values = 1
    var height = 0
    var expansions = 0
  }

  private(set) var diagnostics: [Diagnostic] = []
  /// Values made so far: the work done, whatever the file's aliases unfold to.
  private(set) var visited = 0

  private let file: String
  private let edits: YAMLEdits
  private var anchors: [String: Built] = [:]
  private var expansions = 0
  private var values = 0
  /// Each limit is reported where it is first passed, once.
  private var reported: Set<Code> = []

  init(file: String, edits: YAMLEdits) {
    self.file = file
    self.edits = edits
  }

  mutating func build(_ root: Node) -> YAMLValue { built(root, depth: 0).value }

  private mutating func built(_ node: Node, depth: Int) -> Built {
    let location = edits.location(node.mark, file)
    visited += 1
    values += 1
    guard depth <= YAMLLimits.depth else { return refused(1020, "values are nested more than \(YAMLLimits.depth) deep", location) }
    guard values <= YAMLLimits.values else { return refused(1026, "the file unfolds to more than \(YAMLLimits.values) values", location) }
    var result: Built
    switch node {
    case .scalar(let scalar):
      if let name = aliasName(scalar) { return alias(name, at: location, depth: depth) }
      refuseTag(scalar.tag.description, [.str], location)
      let isText = scalar.tag.description == Tag.Name.str.rawValue
      result = Built(value: YAMLValue(.scalar(restored(scalar.string), quoted: isText || scalar.style != .plain), at: location))
    case .sequence(let sequence):
      refuseTag(sequence.tag.description, [.seq], location)
      result = sequence.reduce(into: Built(value: YAMLValue(.sequence([]), at: location))) { add(built($1, depth: depth + 1), to: &$0) }
    case .mapping(let mapping):
      refuseTag(mapping.tag.description, [.map], location)
      result = self.mapping(mapping, at: location, depth: depth)
    case .alias:
      // Yams makes these only while encoding.
      result = Built(value: YAMLValue(.scalar("", quoted: false), at: location))
    }
    if let anchor = anchor(of: node) { anchors[anchor] = result }
    return result
  }

  private mutating func mapping(_ mapping: Node.Mapping, at location: SourceLocation, depth: Int) -> Built {
    var result = Built(value: YAMLValue(.mapping([]), at: location))
    var pairs: [YAMLValue.Pair] = []
    var first: [String: SourceLocation] = [:]
    for (keyNode, valueNode) in mapping {
      let key = key(keyNode)
      let value = built(valueNode, depth: depth + 1)
      guard let key else { continue }
      if let earlier = first[key.text] {
        let here = key.location
        diagnostics.append(
          Diagnostic(
            1022, "the key '\(key.text)' is written twice, first in line \(earlier.line)", at: here,
            hint: "keep one of them, or give one another name"))
        continue
      }
      first[key.text] = key.location
      add(cost: value, to: &result)
      pairs.append(YAMLValue.Pair(key: key.text, keyLocation: key.location, value: value.value))
    }
    result.value = YAMLValue(.mapping(pairs), at: location)
    return result
  }

  /// Nil after a problem.
  private mutating func key(_ node: Node) -> (text: String, location: SourceLocation)? {
    let location = edits.location(node.mark, file)
    guard case .scalar(let scalar) = node, aliasName(scalar) == nil, !(scalar.style == .plain && scalar.string.isEmpty) else {
      diagnostics.append(
        Diagnostic(1024, "a key must be text written out", at: location, hint: "lists, mappings, aliases and nothing cannot be keys"))
      return nil
    }
    if scalar.style == .plain, scalar.string == "<<" {
      diagnostics.append(
        Diagnostic(
          1023, "merge keys (`<<`) are not taken: what a job does must be read in one place", at: location,
          hint: "write the keys out, put common ones into `defaults`, or repeat a whole value with `&name` and `*name`"))
      return nil
    }
    if !edits.isTag(scalar.tag.description) { refuseTag(scalar.tag.description, [.str], location) }
    let text = restored(scalar.string)
    if let anchor = scalar.anchor?.rawValue {
      anchors[anchor] = Built(value: YAMLValue(.scalar(text, quoted: scalar.style != .plain), at: location))
    }
    return (text, location)
  }

  private mutating func alias(_ name: String, at location: SourceLocation, depth: Int) -> Built {
    guard !name.isEmpty, name.unicodeScalars.allSatisfy(Self.isAnchorCharacter) else {
      let text = "*" + restored(name)
      diagnostics.append(Diagnostic(1014, "text that begins with `*` must be quoted", at: location, hint: "write it as '\(text)'"))
      return Built(value: YAMLValue(.scalar(text, quoted: true), at: location))
    }
    guard var target = anchors[name] else {
      let hint =
        Suggestion.nearest(to: name, in: anchors.keys).map { "did you mean '*\($0)'?" }
        ?? "an anchor stands before its aliases; text that begins with `*` must be quoted"
      diagnostics.append(Diagnostic(1025, "there is no anchor '&\(name)' before this", at: location, hint: hint))
      return Built(value: YAMLValue(.scalar("", quoted: false), at: location))
    }
    target.expansions += 1
    expansions += target.expansions
    values += target.values
    if expansions > YAMLLimits.expansions { return refused(1019, "the file follows more than \(YAMLLimits.expansions) aliases", location) }
    if depth + target.height > YAMLLimits.depth { return refused(1020, "values are nested more than \(YAMLLimits.depth) deep", location) }
    if values > YAMLLimits.values { return refused(1026, "the file unfolds to more than \(YAMLLimits.values) values", location) }
    return target
  }

  private mutating func refused(_ code: Code, _ message: String, _ location: SourceLocation) -> Built {
    if reported.insert(code).inserted {
      diagnostics.append(Diagnostic(code, message, at: location, hint: "a job file needs nothing like it; write it out, shorter"))
    }
    return Built(value: YAMLValue(.scalar("", quoted: false), at: location))
  }

  private mutating func refuseTag(_ tag: String, _ allowed: [Tag.Name], _ location: SourceLocation) {
    guard tag != Tag.Name.implicit.rawValue, !allowed.contains(where: { $0.rawValue == tag }) else { return }
    let prefix = "tag:yaml.org,2002:"
    let shown = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
    diagnostics.append(
      Diagnostic(1021, "the tag \(shown) is not taken", at: location, hint: "remove it; quote a value that must stay text"))
  }

  private func add(_ element: Built, to list: inout Built) {
    guard case .sequence(var items) = list.value.content else { return }
    list.value = YAMLValue(.sequence([]), at: list.value.location)
    items.append(element.value)
    list.value = YAMLValue(.sequence(items), at: list.value.location)
    add(cost: element, to: &list)
  }

  private func add(cost: Built, to whole: inout Built) {
    whole.values += cost.values
    whole.height = max(whole.height, cost.height + 1)
    whole.expansions += cost.expansions
  }

  /// The text after the disguised `*` of a plain scalar that begins with one.
  private func aliasName(_ scalar: Node.Scalar) -> String? {
    guard scalar.style == .plain, scalar.string.unicodeScalars.first == YAMLText.star else { return nil }
    return String(scalar.string.unicodeScalars.dropFirst())
  }

  private func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(YAMLText.star) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == YAMLText.star ? "*" : $0 }))
  }

  private func anchor(of node: Node) -> String? {
    switch node {
    case .scalar(let scalar): scalar.anchor?.rawValue
    case .sequence(let sequence): sequence.anchor?.rawValue
    case .mapping(let mapping): mapping.anchor?.rawValue
    case .alias: nil
    }
  }

  private static func isAnchorCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_")
  }
}
