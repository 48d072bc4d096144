import CYAML

/// A part of a YAML text, as the parser meets it.
struct YAMLEvent {
  enum Kind {
    case documentStart(hasDirectives: Bool)
    case alias(String)
    case scalar(String, YAMLScalarStyle)
    case sequenceStart
    case mappingStart
    case collectionEnd
    case streamEnd
    case other
  }

  var kind: Kind
  var anchor: String?
  var tag: String?
  var line: Int
  var column: Int
}

/// The parser of libyaml over bytes that it owns.
@safe final class EventReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let file: String

  init(_ bytes: [UInt8], file: String) {
    self.file = file
    unsafe input = .allocate(capacity: max(bytes.count, 1))
    _ = unsafe input.initialize(from: bytes)
    unsafe parser = .allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else { fatalError("out of memory") }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  func next() throws(YAMLError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { unsafe yaml_event_delete(&event) }
    let start = unsafe event.start_mark
    var result = YAMLEvent(
      kind: .other, line: Int(start.line) + 1, column: Int(start.column) + 1)
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT:
      result.kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT:
      let data = unsafe event.data.document_start
      let hasTags = unsafe data.tag_directives.start != data.tag_directives.end
      result.kind = unsafe .documentStart(hasDirectives: data.version_directive != nil || hasTags)
    case YAML_ALIAS_EVENT:
      result.kind = unsafe .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let data = unsafe event.data.scalar
      let value = unsafe UnsafeBufferPointer(start: data.value, count: data.length)
      result.kind = unsafe .scalar(String(decoding: value, as: UTF8.self), style(data.style))
      result.anchor = unsafe text(data.anchor)
      result.tag = unsafe text(data.tag)
    case YAML_SEQUENCE_START_EVENT:
      result.kind = .sequenceStart
      result.anchor = unsafe text(event.data.sequence_start.anchor)
      result.tag = unsafe text(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      result.kind = .mappingStart
      result.anchor = unsafe text(event.data.mapping_start.anchor)
      result.tag = unsafe text(event.data.mapping_start.tag)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      result.kind = .collectionEnd
    default:
      break
    }
    return result
  }

  private func style(_ style: yaml_scalar_style_t) -> YAMLScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  @unsafe private func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(decodingCString: pointer, as: UTF8.self)
  }

  private var failure: YAMLError {
    if unsafe parser.pointee.error == YAML_READER_ERROR {
      return unreadable(at: unsafe parser.pointee.problem_offset)
    }
    let mark = unsafe parser.pointee.problem_mark
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    return YAMLError(
      kind: .syntax(problem ?? "out of memory"), file: file,
      line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// The parser tells the place of a wrong byte only as an offset.
  private func unreadable(at offset: Int) -> YAMLError {
    let before = unsafe input.prefix(offset)
    let lineStart = (unsafe before.lastIndex(of: 0x0A)).map { $0 + 1 } ?? 0
    let isContinuation = { (byte: UInt8) in byte & 0xC0 == 0x80 }
    return YAMLError(
      kind: .invalidText, file: file,
      line: unsafe before.count { $0 == 0x0A } + 1,
      column: unsafe before[lineStart...].count { !isContinuation($0) } + 1)
  }
}
