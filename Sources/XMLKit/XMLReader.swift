private import CXML

/// Reads an XML text in one pass, without network, external files or entities.
///
/// Nothing is expanded but character references and the five entities that XML
/// itself knows, so the events are never larger than the text. A document type
/// may be named but is not loaded.
public struct XMLReader: Sendable {
  /// How deep elements may lie in each other; the library itself stops at 256.
  public var depth = 128

  /// How many attributes one element may have.
  public var attributes = 4_096

  /// How many bytes a text may have.
  public var size = 64 << 20

  /// Makes a reader with limits that suit configurations.
  public init() {}

  /// Reads a text and tells its parts in order; what was told before an error stands.
  ///
  /// - Throws: ``XMLError``.
  public func read(
    _ bytes: [UInt8], _ body: @escaping (XMLEvent) -> Void
  ) throws(XMLError) {
    guard bytes.count <= size else {
      throw XMLError(.tooLarge(limit: size), at: size, in: bytes)
    }
    // The library compares every attribute of a tag with every other.
    if let offset = StartTag.firstOffset(withMoreAttributesThan: attributes, in: bytes) {
      throw XMLError(.tooManyAttributes(limit: attributes), at: offset, in: bytes)
    }
    let parse = XMLParse(bytes: bytes, depth: depth, body: body)
    if let error = parse.run() { throw error }
  }
}

/// One run of the push parser of libxml2 over bytes that it owns.
@safe final class XMLParse {
  private let bytes: [UInt8]
  private let depthLimit: Int
  private let body: (XMLEvent) -> Void
  private var parser: xmlParserCtxtPtr?
  private var depth = 0
  private var failure: XMLError?
  private var lines: LineCursor

  /// How much is handed to the parser at once.
  private static let piece = 16_384

  private static let isLibraryReady: Bool = {
    xmlInitParser()
    return true
  }()

  init(bytes: [UInt8], depth: Int, body: @escaping (XMLEvent) -> Void) {
    self.bytes = bytes
    depthLimit = depth
    self.body = body
    lines = LineCursor()
  }

  /// Parses everything and gives the first error.
  func run() -> XMLError? {
    guard Self.isLibraryReady else { return nil }
    var handler = unsafe Self.handler
    let own = unsafe Unmanaged.passUnretained(self).toOpaque()
    guard let parser = unsafe xmlCreatePushParserCtxt(&handler, own, nil, 0, nil) else {
      fatalError("out of memory")
    }
    unsafe self.parser = parser
    defer {
      unsafe self.parser = nil
      unsafe xmlFreeParserCtxt(parser)
    }
    // What was converted to UTF-8 on its way here may still name its former encoding.
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    // Substitution concerns the five that XML knows, such as `&amp;`: no other is ever declared.
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue
      | (isUTF8 ? XML_PARSE_IGNORE_ENC.rawValue : 0)
    _ = unsafe xmlCtxtUseOptions(parser, Int32(options))
    var position = 0
    while position < bytes.count, failure == nil {
      let end = min(position + Self.piece, bytes.count)
      unsafe feed(position..<end, to: parser, isLast: false)
      position = end
    }
    if failure == nil { unsafe feed(bytes.count..<bytes.count, to: parser, isLast: true) }
    let isWellFormed = unsafe parser.pointee.wellFormed != 0
    if failure == nil, !isWellFormed { fail(.syntax("not well-formed")) }
    return failure
  }

  private func feed(_ range: Range<Int>, to parser: xmlParserCtxtPtr, isLast: Bool) {
    let piece = bytes[range].map { CChar(bitPattern: $0) }
    _ = unsafe xmlParseChunk(parser, piece, Int32(piece.count), isLast ? 1 : 0)
  }

  /// How far the parser has come, in bytes of the text.
  private var offset: Int {
    guard let parser = unsafe parser else { return 0 }
    return min(max(0, Int(unsafe xmlByteConsumed(parser))), bytes.count)
  }

  fileprivate func fail(_ kind: XMLError.Kind) {
    guard failure == nil else { return }
    failure = XMLError(kind, at: offset, in: bytes)
    if let parser = unsafe parser { unsafe xmlStopParser(parser) }
  }

  fileprivate func start(_ name: String, _ values: [(name: String, value: String)]) {
    guard failure == nil else { return }
    depth += 1
    guard depth <= depthLimit else { return fail(.tooDeep(limit: depthLimit)) }
    let tag = StartTag(before: offset, in: bytes)
    let line = lines.line(at: tag.bytes.lowerBound, in: bytes)
    var places = tag.attributes(in: bytes)[...]
    let attributes = values.map { name, value in
      // Both follow the text; declarations of namespaces are places without a value.
      while let first = places.first, first.name != name { places = places.dropFirst() }
      let place = places.popFirst()?.bytes ?? tag.bytes
      return XMLAttribute(
        name: name, value: value, line: lines.line(at: place.lowerBound, in: bytes), bytes: place)
    }
    body(.start(XMLElement(name: name, attributes: attributes, line: line, bytes: tag.bytes)))
  }

  fileprivate func end(_ name: String) {
    guard failure == nil else { return }
    depth -= 1
    body(.end(name, at: offset))
  }

  fileprivate func text(_ text: String) {
    if failure == nil { body(.text(text)) }
  }
}

// MARK: - What the library calls

extension XMLParse {
  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLParse? {
    unsafe context.map { unsafe Unmanaged<XMLParse>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func string(_ text: UnsafePointer<UInt8>?) -> String? {
    unsafe text.map { unsafe String(decodingCString: $0, as: UTF8.self) }
  }

  private static func name(
    _ prefix: UnsafePointer<UInt8>?, _ local: UnsafePointer<UInt8>?
  ) -> String {
    let local = unsafe string(local) ?? ""
    return unsafe string(prefix).map { "\($0):\(local)" } ?? local
  }

  private static var handler: xmlSAXHandler {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handler.startElementNs = { context, local, prefix, _, _, _, count, _, attributes in
      var values: [(name: String, value: String)] = []
      for index in 0..<Int(count) {
        guard let attributes = unsafe attributes else { break }
        // Local name, prefix, namespace, start and end of the value.
        let parts = unsafe attributes + index * 5
        guard let start = unsafe parts[3], let end = unsafe parts[4] else { continue }
        let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
        unsafe values.append(
          (XMLParse.name(parts[1], parts[0]), String(decoding: value, as: UTF8.self)))
      }
      unsafe XMLParse.of(context)?.start(XMLParse.name(prefix, local), values)
    }
    unsafe handler.endElementNs = { context, local, prefix, _ in
      unsafe XMLParse.of(context)?.end(XMLParse.name(prefix, local))
    }
    unsafe handler.characters = { context, text, count in
      let text = unsafe UnsafeBufferPointer(start: text, count: Int(count))
      unsafe XMLParse.of(context)?.text(String(decoding: text, as: UTF8.self))
    }
    unsafe handler.cdataBlock = unsafe handler.characters
    unsafe handler.ignorableWhitespace = unsafe handler.characters
    unsafe handler.entityDecl = { context, name, _, _, _, _ in
      unsafe XMLParse.of(context)?.fail(.entity(XMLParse.string(name) ?? ""))
    }
    unsafe handler.reference = { context, name in
      unsafe XMLParse.of(context)?.fail(.entity(XMLParse.string(name) ?? ""))
    }
    unsafe handler.serror = { context, error in
      guard let error = unsafe error else { return }
      unsafe XMLParse.of(context)?.report(
        code: error.pointee.code, isFatal: error.pointee.level == XML_ERR_FATAL,
        message: error.pointee.message.map { unsafe String(cString: $0) } ?? "",
        detail: error.pointee.str1.map { unsafe String(cString: $0) } ?? "")
    }
    return unsafe handler
  }

  private func report(code: Int32, isFatal: Bool, message: String, detail: String) {
    switch xmlParserErrors(rawValue: UInt32(bitPattern: code)) {
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY, XML_ERR_ENTITY_LOOP:
      fail(.entity(detail))
    case XML_ERR_USER_STOP:
      break
    default:
      // An undeclared prefix is no obstacle: names are taken as they are written.
      if isFatal { fail(.syntax(message.split(separator: "\n").first.map(String.init) ?? "")) }
    }
  }
}
