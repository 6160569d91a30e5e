import CYAML

/// libYAML's parser: text in, events out. It makes no values, so whoever reads the events decides what they may cost.
public struct YAMLParser: ~Copyable {
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let input: UnsafeMutableBufferPointer<UInt8>

  public init(_ text: String) {
    let bytes = Array(text.utf8)
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    // Without memory for it the parser carries an error from the start, which `next` throws.
    _ = yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event and where it begins; `.end` again and again after the last.
  ///
  /// - Throws: what is wrong with the text at or before that place; nothing can be read after it.
  public mutating func next() throws(YAMLFault) -> (event: YAMLEvent, mark: YAMLMark) {
    var event = yaml_event_t()
    guard parser.pointee.error == YAML_NO_ERROR, yaml_parser_parse(parser, &event) == 1 else { throw fault }
    defer { yaml_event_delete(&event) }
    let mark = Self.mark(event.start_mark)
    switch event.type {
    case YAML_STREAM_START_EVENT: return try next()
    case YAML_DOCUMENT_START_EVENT: return (.document, mark)
    case YAML_DOCUMENT_END_EVENT: return (.documentEnd, mark)
    case YAML_ALIAS_EVENT: return (.alias(Self.text(event.data.alias.anchor) ?? ""), mark)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      return (
        .scalar(
          YAMLEvent.Scalar(
            text: String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self),
            isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, tag: Self.text(scalar.tag), anchor: Self.text(scalar.anchor))), mark
      )
    case YAML_SEQUENCE_START_EVENT:
      return (.list(tag: Self.text(event.data.sequence_start.tag), anchor: Self.text(event.data.sequence_start.anchor)), mark)
    case YAML_SEQUENCE_END_EVENT: return (.listEnd, mark)
    case YAML_MAPPING_START_EVENT:
      return (.mapping(tag: Self.text(event.data.mapping_start.tag), anchor: Self.text(event.data.mapping_start.anchor)), mark)
    case YAML_MAPPING_END_EVENT: return (.mappingEnd, mark)
    default: return (.end, mark)
    }
  }

  private var fault: YAMLFault {
    let state = parser.pointee
    let isCharacter = state.error == YAML_READER_ERROR
    return YAMLFault(
      problem: state.problem.map { String(cString: $0) } ?? "out of memory", mark: Self.mark(state.problem_mark),
      context: state.context.map { String(cString: $0) }, contextMark: Self.mark(state.context_mark),
      character: isCharacter ? UInt32(exactly: state.problem_value).flatMap(Unicode.Scalar.init) : nil,
      offset: isCharacter ? state.problem_offset : 0)
  }

  private static func mark(_ mark: yaml_mark_t) -> YAMLMark { YAMLMark(line: mark.line + 1, column: mark.column + 1) }

  private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    bytes.map { String(decodingCString: $0, as: UTF8.self) }
  }
}
