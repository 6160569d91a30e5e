import Drivers
import Kernel

/// Builds the values of the one document of a text, resolves aliases within `YAMLLimits`, and refuses what a job file must not hold.
///
/// It reads libYAML's events and makes every value once, so its work is that of the text, whatever its aliases unfold to.
struct YAMLBuilder: ~Copyable {
  /// A value and what following it costs.
  private struct Built {
    var value: YAMLValue
    var values = 1
    var height = 0
    var expansions = 0

    init(_ content: YAMLValue.Content, at location: SourceLocation) { value = YAMLValue(content, at: location) }

    mutating func add(_ element: Built) {
      values += element.values
      height = max(height, element.height + 1)
      expansions += element.expansions
    }
  }

  /// The text cannot be read further; why has been reported.
  private struct Stop: Error {}

  private(set) var diagnostics: [Diagnostic] = []
  /// Values made so far.
  private(set) var visited = 0

  private let text: String
  private let file: String
  private var parser: YAMLParser
  private var anchors: [String: Built] = [:]
  private var expansions = 0
  private var values = 0
  private var duplicates = 0
  /// Each limit is reported where it is first passed, once.
  private var reported: Set<Code> = []

  init(text: String, file: String) {
    self.text = text
    self.file = file
    parser = YAMLParser(text)
  }

  /// The root; nil when there is none, or when it cannot be read to its end.
  mutating func build() -> YAMLValue? { try? document() }

  private mutating func document() throws(Stop) -> YAMLValue {
    guard case .document = try next().event else { throw stop(1017, "the file is empty", place(YAMLMark(line: 1, column: 1)), hint: nil) }
    let first = try next()
    let root = try built(first.event, place(first.mark), depth: 0)
    _ = try next()
    let after = try next()
    if case .document = after.event {
      throw stop(1016, "the file holds more than one document", place(after.mark), hint: "remove the line `---`, or split the file")
    }
    return root.value
  }

  private mutating func next() throws(Stop) -> (event: YAMLEvent, mark: YAMLMark) {
    do {
      return try parser.next()
    } catch {
      diagnostics.append(YAMLSyntax(text: text, file: file).diagnostic(error))
      throw Stop()
    }
  }

  private mutating func built(_ event: YAMLEvent, _ location: SourceLocation, depth: Int) throws(Stop) -> Built {
    visited += 1
    values += 1
    try limit(depth: depth, location)
    guard values <= YAMLLimits.values else { throw stop(1026, "the file unfolds to more than \(YAMLLimits.values) values", location) }
    let result: Built
    let anchor: String?
    switch event {
    case .alias(let name): return alias(name, at: location, depth: depth)
    case .scalar(let scalar):
      refuse(tag: scalar.tag, unless: Self.textTag, location)
      result = Built(.scalar(scalar.text, quoted: !scalar.isPlain || scalar.tag == Self.textTag), at: location)
      anchor = scalar.anchor
    case .list(let tag, let name):
      refuse(tag: tag, unless: Self.listTag, location)
      result = try list(at: location, depth: depth)
      anchor = name
    case .mapping(let tag, let name):
      refuse(tag: tag, unless: Self.mappingTag, location)
      result = try mapping(at: location, depth: depth)
      anchor = name
    case .document, .documentEnd, .listEnd, .mappingEnd, .end: return Built(.scalar("", quoted: false), at: location)
    }
    if let anchor { anchors[anchor] = result }
    return result
  }

  private mutating func list(at location: SourceLocation, depth: Int) throws(Stop) -> Built {
    var result = Built(.sequence([]), at: location)
    var items: [YAMLValue] = []
    while true {
      let (event, mark) = try next()
      if case .listEnd = event { break }
      let item = try built(event, place(mark), depth: depth + 1)
      result.add(item)
      items.append(item.value)
    }
    result.value = YAMLValue(.sequence(items), at: location)
    return result
  }

  private mutating func mapping(at location: SourceLocation, depth: Int) throws(Stop) -> Built {
    var result = Built(.mapping([]), at: location)
    var pairs: [YAMLValue.Pair] = []
    var keys = YAMLKeys()
    while true {
      let (event, mark) = try next()
      if case .mappingEnd = event { break }
      let location = place(mark)
      let key = try key(event, location, depth: depth)
      let first = try next()
      let value = try built(first.event, place(first.mark), depth: depth + 1)
      guard let key else { continue }
      if let earlier = keys.place(of: key, in: pairs) {
        reportDuplicate(key, earlier: pairs[earlier].keyLocation.line, location)
        continue
      }
      result.add(value)
      pairs.append(YAMLValue.Pair(key: key, keyLocation: location, value: value.value))
    }
    result.value = YAMLValue(.mapping(pairs), at: location)
    return result
  }

  /// Nil after a problem.
  private mutating func key(_ event: YAMLEvent, _ location: SourceLocation, depth: Int) throws(Stop) -> String? {
    guard case .scalar(let scalar) = event, !(scalar.isPlain && scalar.text.isEmpty) else {
      diagnostics.append(
        Diagnostic(1024, "a key must be text written out", at: location, hint: "lists, mappings, aliases and nothing cannot be keys"))
      try skip(event, location, depth: depth)
      return nil
    }
    if scalar.isPlain, scalar.text == "<<" {
      diagnostics.append(
        Diagnostic(
          1023, "merge keys (`<<`) are not taken: what a job does must be read in one place", at: location,
          hint: "write the keys out, put common ones into `defaults`, or repeat a whole value with `&name` and `*name`"))
      return nil
    }
    refuse(tag: scalar.tag, unless: Self.textTag, location)
    if let anchor = scalar.anchor { anchors[anchor] = Built(.scalar(scalar.text, quoted: !scalar.isPlain), at: location) }
    return scalar.text
  }

  /// Passes over the rest of a value of which nothing is made.
  private mutating func skip(_ event: YAMLEvent, _ location: SourceLocation, depth: Int) throws(Stop) {
    var (event, open) = (event, 0)
    while true {
      switch event {
      case .list, .mapping: open += 1
      case .listEnd, .mappingEnd: open -= 1
      default: break
      }
      if open == 0 { return }
      try limit(depth: depth + open, location)
      event = try next().event
    }
  }

  private mutating func alias(_ name: String, at location: SourceLocation, depth: Int) -> Built {
    guard var target = anchors[name] else {
      let hint =
        Suggestion.nearest(to: name, in: anchors.keys).map { "did you mean '*\($0)'?" }
        ?? "an anchor stands before its aliases; text that begins with `*` must be quoted"
      diagnostics.append(Diagnostic(1025, "there is no anchor '&\(name)' before this", at: location, hint: hint))
      return Built(.scalar("", quoted: false), at: location)
    }
    target.expansions += 1
    expansions += target.expansions
    values += target.values
    if expansions > YAMLLimits.expansions { return refused(1019, "the file follows more than \(YAMLLimits.expansions) aliases", location) }
    if depth + target.height > YAMLLimits.depth { return refused(1020, Self.tooDeep, location) }
    if values > YAMLLimits.values { return refused(1026, "the file unfolds to more than \(YAMLLimits.values) values", location) }
    return target
  }

  /// Stands in for a value that an alias must not repeat.
  private mutating func refused(_ code: Code, _ message: String, _ location: SourceLocation) -> Built {
    if reported.insert(code).inserted { diagnostics.append(Diagnostic(code, message, at: location, hint: Self.excess)) }
    return Built(.scalar("", quoted: false), at: location)
  }

  private mutating func reportDuplicate(_ key: String, earlier line: Int, _ location: SourceLocation) {
    duplicates += 1
    guard duplicates <= YAMLLimits.duplicates else { return }
    let hint = duplicates < YAMLLimits.duplicates ? "keep one of them, or give one another name" : "there may be more of these"
    diagnostics.append(Diagnostic(1022, "the key '\(key)' is written twice, first in line \(line)", at: location, hint: hint))
  }

  private mutating func refuse(tag: String?, unless allowed: String, _ location: SourceLocation) {
    guard let tag, tag != allowed else { return }
    let prefix = "tag:yaml.org,2002:"
    let shown = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
    diagnostics.append(
      Diagnostic(1021, "the tag \(shown) is not taken", at: location, hint: "remove it; quote a value that must stay text"))
  }

  private mutating func limit(depth: Int, _ location: SourceLocation) throws(Stop) {
    if depth > YAMLLimits.depth { throw stop(1020, Self.tooDeep, location) }
  }

  private mutating func stop(_ code: Code, _ message: String, _ location: SourceLocation, hint: String? = excess) -> Stop {
    diagnostics.append(Diagnostic(code, message, at: location, hint: hint))
    return Stop()
  }

  private func place(_ mark: YAMLMark) -> SourceLocation { SourceLocation(file: file, line: mark.line, column: mark.column) }

  private static let textTag = "tag:yaml.org,2002:str"
  private static let listTag = "tag:yaml.org,2002:seq"
  private static let mappingTag = "tag:yaml.org,2002:map"
  private static let tooDeep = "values are nested more than \(YAMLLimits.depth) deep"
  private static let excess = "a job file needs nothing like it; write it out, shorter"
}
