/// Reads JSON, strictly by RFC 8259 or as people and programs write it.
///
/// The lenient manner also takes what JavaScript prints (single quotes, bare
/// keys, `undefined`), comments, commas before a closing bracket, a mark of byte
/// order, and control characters in strings.
public struct JSONReader: Sendable {
  /// Whether only RFC 8259 counts.
  public var isStrict: Bool

  /// How many objects and arrays may lie inside one another.
  public var depth = 200

  /// Makes a reader.
  public init(isStrict: Bool = false) {
    self.isStrict = isStrict
  }

  /// Reads a document that is one value.
  ///
  /// - Throws: ``JSONError``.
  public func read(_ bytes: [UInt8]) throws(JSONError) -> JSONNode {
    let (node, end) = try readPrefix(bytes[...])
    var parse = JSONParse(bytes[end...], isStrict: isStrict, depth: depth)
    try parse.skipSpace()
    guard parse.isAtEnd else { throw JSONError(kind: .unexpected(.end), offset: parse.position) }
    return node
  }

  /// Reads a document as far as it goes: what stands before an error is kept.
  ///
  /// - Returns: The value, with objects and arrays that the error cut short, and the error.
  func readAsFarAsPossible(_ bytes: [UInt8]) -> (node: JSONNode?, error: JSONError?) {
    var parse = JSONParse(bytes[...], isStrict: isStrict, depth: depth)
    parse.keepsWhatWasRead = true
    do {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parse.position += 3 }
      try parse.skipSpace()
      let node = try parse.value(depth: depth)
      if let failure = parse.failure { return (node, failure) }
      try parse.skipSpace()
      let isWhole = parse.isAtEnd
      return (
        node, isWhole ? nil : JSONError(kind: .unexpected(.end), offset: parse.position)
      )
    } catch {
      return (nil, error)
    }
  }

  /// Reads the value at the start of these bytes, and gives where it ends.
  ///
  /// - Throws: ``JSONError``, with an offset in the array the slice is of.
  func readPrefix(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> (node: JSONNode, end: Int) {
    var parse = JSONParse(bytes, isStrict: isStrict, depth: depth)
    if !isStrict, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parse.position += 3 }
    try parse.skipSpace()
    return (try parse.value(depth: depth), parse.position)
  }
}

/// One run of the reader over a buffer.
struct JSONParse {
  var position: Int
  let bytes: ArraySlice<UInt8>
  let isStrict: Bool

  /// Whether an error ends what is open rather than everything.
  var keepsWhatWasRead = false

  /// The first error that ended something.
  private(set) var failure: JSONError?

  init(_ bytes: ArraySlice<UInt8>, isStrict: Bool, depth: Int) {
    self.bytes = bytes
    self.isStrict = isStrict
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  private var next: UInt8? { isAtEnd ? nil : bytes[position] }

  private func fail(_ expectation: JSONError.Expectation) -> JSONError {
    JSONError(kind: isAtEnd ? .unfinished : .unexpected(expectation), offset: position)
  }

  mutating func value(depth: Int) throws(JSONError) -> JSONNode {
    let start = position
    guard let first = next else { throw fail(.value) }
    let value: JSONNode.Value
    switch first {
    case UInt8(ascii: "{"):
      value = .object(try members(depth: depth))
    case UInt8(ascii: "["):
      value = .array(try elements(depth: depth))
    case UInt8(ascii: "\""):
      value = .string(try quoted())
    case UInt8(ascii: "'") where !isStrict:
      value = .string(try quoted())
    case UInt8(ascii: "-"), 0x30...0x39:
      value = .number(try number())
    default:
      value = try word()
    }
    return JSONNode(value: value, bytes: start..<position)
  }

  private mutating func members(depth: Int) throws(JSONError) -> [JSONNode.Member] {
    guard depth > 0 else { throw JSONError(kind: .tooDeep, offset: position) }
    var members: [JSONNode.Member] = []
    do {
      try readMembers(into: &members, depth: depth)
    } catch {
      try endHere(because: error)
    }
    return members
  }

  private mutating func endHere(because error: JSONError) throws(JSONError) {
    guard keepsWhatWasRead else { throw error }
    if failure == nil { failure = error }
    position = bytes.endIndex
  }

  private mutating func readMembers(
    into members: inout [JSONNode.Member], depth: Int
  ) throws(JSONError) {
    position += 1
    try skipSpace()
    if try take(UInt8(ascii: "}")) { return }
    while true {
      let start = position
      let key = try key()
      let keyBytes = start..<position
      try skipSpace()
      guard try take(UInt8(ascii: ":")) else { throw fail(.colon) }
      try skipSpace()
      members.append(
        JSONNode.Member(key: key, keyBytes: keyBytes, value: try value(depth: depth - 1)))
      try skipSpace()
      if try take(UInt8(ascii: "}")) { return }
      guard try take(UInt8(ascii: ",")) else { throw fail(.separator) }
      try skipSpace()
      if !isStrict, try take(UInt8(ascii: "}")) { return }
    }
  }

  private mutating func elements(depth: Int) throws(JSONError) -> [JSONNode] {
    guard depth > 0 else { throw JSONError(kind: .tooDeep, offset: position) }
    var elements: [JSONNode] = []
    do {
      try readElements(into: &elements, depth: depth)
    } catch {
      try endHere(because: error)
    }
    return elements
  }

  private mutating func readElements(
    into elements: inout [JSONNode], depth: Int
  ) throws(JSONError) {
    position += 1
    try skipSpace()
    if try take(UInt8(ascii: "]")) { return }
    while true {
      elements.append(try value(depth: depth - 1))
      try skipSpace()
      if try take(UInt8(ascii: "]")) { return }
      guard try take(UInt8(ascii: ",")) else { throw fail(.separator) }
      try skipSpace()
      if !isStrict, try take(UInt8(ascii: "]")) { return }
    }
  }

  private mutating func take(_ byte: UInt8) throws(JSONError) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func key() throws(JSONError) -> String {
    guard let first = next else { throw fail(.key) }
    if first == UInt8(ascii: "\"") || (!isStrict && first == UInt8(ascii: "'")) {
      return try quoted()
    }
    let start = position
    while let byte = next, !isStrict, Self.isBare(byte) { position += 1 }
    guard position > start else { throw fail(.key) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F
      || byte == 0x24 || byte == 0x2D || byte == 0x2E
  }

  private mutating func word() throws(JSONError) -> JSONNode.Value {
    let words: [(StaticString, JSONNode.Value)] = [
      ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null),
      ("undefined", .null), ("NaN", .null),
    ]
    for (text, value) in words.prefix(isStrict ? 3 : words.count) {
      let count = text.utf8CodeUnitCount
      guard bytes.endIndex - position >= count,
        bytes.span.hasText(text, at: position - bytes.startIndex)
      else { continue }
      position += count
      return value
    }
    throw fail(.value)
  }

  private mutating func number() throws(JSONError) -> String {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if next == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = next, ErrorLogTime.isDigit(byte) { position += 1 }
    guard position > start else { throw fail(.number) }
  }

  mutating func skipSpace() throws(JSONError) {
    while let byte = next {
      switch byte {
      case 0x20, 0x0A, 0x0D, 0x09:
        position += 1
      case UInt8(ascii: "/") where !isStrict:
        try skipComment()
      default:
        return
      }
    }
  }

  private mutating func skipComment() throws(JSONError) {
    let start = position
    guard position + 1 < bytes.endIndex else { throw fail(.value) }
    switch bytes[position + 1] {
    case UInt8(ascii: "/"):
      while let byte = next, byte != 0x0A { position += 1 }
    case UInt8(ascii: "*"):
      position += 2
      while position + 1 < bytes.endIndex {
        if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
          position += 2
          return
        }
        position += 1
      }
      throw JSONError(kind: .unfinished, offset: start)
    default:
      throw fail(.value)
    }
  }
}
