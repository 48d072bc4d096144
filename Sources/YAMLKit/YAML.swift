/// The strict subset of YAML in which rules and front matter are written.
///
/// One document, UTF-8, no anchors, aliases, tags or directives, no name twice in a mapping. What
/// is refused is refused with its place.
public enum YAML {
  /// How deep lists and mappings may lie in each other.
  public static let depthLimit = 64

  /// Reads the one document of a text; `file` is only quoted in errors.
  public static func parse(_ bytes: [UInt8], file: String) throws(YAMLError) -> YAMLNode {
    var composer = Composer(reader: EventReader(bytes, file: file), file: file)
    return try composer.document()
  }
}

private struct Composer {
  let reader: EventReader
  let file: String

  mutating func document() throws(YAMLError) -> YAMLNode {
    var event = try reader.next()
    while case .other = event.kind { event = try reader.next() }
    guard case .documentStart(let hasDirectives) = event.kind else {
      throw error(.empty, at: event)
    }
    if hasDirectives { throw error(.directive, at: event) }
    let root = try node(from: try reader.next(), depth: 0)
    repeat {
      event = try reader.next()
      if case .documentStart = event.kind { throw error(.severalDocuments, at: event) }
    } while !event.endsStream
    return root
  }

  private func node(from event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode {
    if let anchor = event.anchor { throw error(.anchor(anchor), at: event) }
    if let tag = event.tag { throw error(.tag(tag), at: event) }
    let content: YAMLNode.Content
    switch event.kind {
    case .scalar(let text, let style):
      content = .scalar(text, style: style)
    case .sequenceStart:
      content = .sequence(try elements(of: event, depth: depth + 1))
    case .mappingStart:
      content = .mapping(try entries(of: event, depth: depth + 1))
    case .alias(let name):
      throw error(.alias(name), at: event)
    case .documentStart, .collectionEnd, .streamEnd, .other:
      throw error(.syntax("a value was expected"), at: event)
    }
    return YAMLNode(content: content, line: event.line, column: event.column)
  }

  private func elements(of start: YAMLEvent, depth: Int) throws(YAMLError) -> [YAMLNode] {
    if depth > YAML.depthLimit { throw error(.tooDeep(limit: YAML.depthLimit), at: start) }
    var elements: [YAMLNode] = []
    var event = try reader.next()
    while !event.endsCollection {
      elements.append(try node(from: event, depth: depth))
      event = try reader.next()
    }
    return elements
  }

  private func entries(of start: YAMLEvent, depth: Int) throws(YAMLError) -> [YAMLEntry] {
    if depth > YAML.depthLimit { throw error(.tooDeep(limit: YAML.depthLimit), at: start) }
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    var event = try reader.next()
    while !event.endsCollection {
      switch event.kind {
      case .sequenceStart, .mappingStart: throw error(.nonScalarKey, at: event)
      default: break
      }
      let key = try node(from: event, depth: depth)
      let name = key.text ?? ""
      if let firstLine = lines.updateValue(event.line, forKey: name) {
        throw error(.duplicateKey(name, firstLine: firstLine), at: event)
      }
      let value = try node(from: try reader.next(), depth: depth)
      entries.append(YAMLEntry(name: name, key: key, value: value))
      event = try reader.next()
    }
    return entries
  }

  private func error(_ kind: YAMLError.Kind, at event: YAMLEvent) -> YAMLError {
    YAMLError(kind: kind, file: file, line: event.line, column: event.column)
  }
}

extension YAMLEvent {
  fileprivate var endsStream: Bool {
    if case .streamEnd = kind { true } else { false }
  }

  fileprivate var endsCollection: Bool {
    if case .collectionEnd = kind { true } else { false }
  }
}
