/// Reads one JSON text from its first byte to its last.
struct JSONReader {
  private static let deepest = 64

  private let bytes: [UInt8]
  private var position = 0
  private var path: [JSONStep] = []
  private(set) var offsets: [[JSONStep]: Int] = [:]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONProblem) -> JSONValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw problem(.trailingText) }
    return value
  }

  private mutating func value() throws(JSONProblem) -> JSONValue {
    skipSpace()
    guard path.count < Self.deepest else { throw problem(.tooDeep) }
    offsets[path] = position
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", is: .boolean(true))
    case UInt8(ascii: "f"): return try word("false", is: .boolean(false))
    case UInt8(ascii: "n"): return try word("null", is: .null)
    case let byte? where "-0123456789".utf8.contains(byte): return try integer()
    case nil: throw problem(.endedEarly)
    default: throw problem(.unexpected)
    }
  }

  private mutating func object() throws(JSONProblem) -> JSONValue {
    var members: [String: JSONValue] = [:]
    position += 1
    if takes("}") { return .object(members) }
    repeat {
      skipSpace()
      let start = position
      guard next == UInt8(ascii: "\"") else {
        throw problem(next == nil ? .endedEarly : .unexpected)
      }
      let key = try string()
      guard members[key] == nil else { throw problem(.duplicateKey(key), at: start) }
      try expect(":")
      path.append(.key(key))
      members[key] = try value()
      path.removeLast()
    } while takes(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array() throws(JSONProblem) -> JSONValue {
    var elements: [JSONValue] = []
    position += 1
    if takes("]") { return .array(elements) }
    repeat {
      path.append(.index(elements.count))
      elements.append(try value())
      path.removeLast()
    } while takes(",")
    try expect("]")
    return .array(elements)
  }

  private mutating func integer() throws(JSONProblem) -> JSONValue {
    let start = position
    while let byte = next, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let number = Int64(text), !digits.hasPrefix("+"), text != "-0",
      digits == "0" || !digits.hasPrefix("0"),
      (-JSONValue.largestInteger...JSONValue.largestInteger).contains(number)
    else { throw problem(.numberNotAllowed, at: start) }
    return .integer(number)
  }

  private mutating func string() throws(JSONProblem) -> String {
    var text: [UInt8] = []
    let start = position
    position += 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw problem(.notUTF8, at: start)
        }
        return string
      case UInt8(ascii: "\\"):
        text += try escape()
      case 0..<0x20:
        throw problem(.unexpected)
      default:
        text.append(byte)
        position += 1
      }
    }
    throw problem(.endedEarly)
  }

  private mutating func escape() throws(JSONProblem) -> [UInt8] {
    let start = position
    position += 1
    guard let letter = next else { throw problem(.endedEarly) }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default: throw problem(.badEscape, at: start)
    }
  }

  private mutating func unicodeEscape(from start: Int) throws(JSONProblem) -> [UInt8] {
    var code = try hexUnit(from: start)
    if (0xD800..<0xDC00).contains(code) {
      guard next == UInt8(ascii: "\\") else { throw problem(.badEscape, at: start) }
      position += 1
      guard next == UInt8(ascii: "u") else { throw problem(.badEscape, at: start) }
      position += 1
      let low = try hexUnit(from: start)
      guard (0xDC00..<0xE000).contains(low) else { throw problem(.badEscape, at: start) }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw problem(.badEscape, at: start) }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hexUnit(from start: Int) throws(JSONProblem) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw problem(.badEscape, at: start)
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func word(
    _ text: StaticString, is value: JSONValue
  ) throws(JSONProblem) -> JSONValue {
    for letter in text.description.utf8 {
      guard next == letter else { throw problem(next == nil ? .endedEarly : .unexpected) }
      position += 1
    }
    return value
  }

  private var next: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func takes(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(JSONProblem) {
    guard takes(mark) else { throw problem(next == nil ? .endedEarly : .unexpected) }
  }

  private func problem(_ reason: JSONProblem.Reason, at offset: Int? = nil) -> JSONProblem {
    JSONProblem(reason, at: offset ?? position, in: bytes)
  }
}
