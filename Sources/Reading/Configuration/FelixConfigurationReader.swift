/// Reads the `.config` format of Felix, persisted by the framework or written by people.
///
/// `key=T"value"`, `key=["a","b"]`, `key=("a","b")`; comments start with `#` at the
/// start of a line; a backslash takes the next character as it is, or the line
/// end away. Floating-point numbers are persisted as the whole number that has
/// the same bits. The format is that of Felix's `ConfigurationHandler`.
struct FelixConfigurationReader {
  let bytes: [UInt8]
  let path: String
  var position: Int

  mutating func entries() -> OSGiConfiguration.Entries {
    var entries: [OSGiConfiguration.Entry] = []
    do {
      while true {
        skipSpaceAndComments()
        guard position < bytes.count else { return (entries, nil) }
        let entry = try entry()
        // The revision that the framework counts is no setting.
        if !entry.key.hasPrefix(":org.apache.felix.configadmin.revision:") { entries.append(entry) }
      }
    } catch {
      return (entries, error)
    }
  }

  private mutating func entry() throws(ReadingProblem) -> OSGiConfiguration.Entry {
    let start = position
    let key = try key()
    skipSpace()
    let type = takeType()
    let close: UInt8? =
      switch next {
      case UInt8(ascii: "["): UInt8(ascii: "]")
      case UInt8(ascii: "("): UInt8(ascii: ")")
      default: nil
      }
    let values: [String]
    if let close {
      values = try elements(until: close, type: type)
    } else {
      values = [try simple(type: type)]
    }
    return OSGiConfiguration.Entry(
      key: key, values: values, type: type, isCollection: close != nil, bytes: start..<position)
  }

  private mutating func key() throws(ReadingProblem) -> String {
    let start = position
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "="), byte != 0x0A, byte != 0x0D {
      position += 1
      if byte == UInt8(ascii: "\\"), let escaped = next {
        text.append(escaped)
        position += 1
      } else {
        text.append(byte)
      }
    }
    while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
    guard !text.isEmpty else { throw problem(.key, at: start) }
    guard next == UInt8(ascii: "=") else { throw problem(.equalsSign, at: position) }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  // T"text" I"int" L"long" F D X"byte" S"short" C B; lower case for primitives.
  private mutating func takeType() -> Setting.ValueType {
    let type: Setting.ValueType
    guard position + 1 < bytes.count, "\"[(".utf8.contains(bytes[position + 1]) else {
      return .string
    }
    switch next.map({ $0 & 0xDF }) {
    case UInt8(ascii: "T"): type = .string
    case UInt8(ascii: "I"): type = .integer
    case UInt8(ascii: "L"): type = .long
    case UInt8(ascii: "F"): type = .float
    case UInt8(ascii: "D"): type = .double
    case UInt8(ascii: "X"): type = .byte
    case UInt8(ascii: "S"): type = .short
    case UInt8(ascii: "C"): type = .character
    case UInt8(ascii: "B"): type = .boolean
    default: return .string
    }
    position += 1
    return type
  }

  private mutating func elements(
    until close: UInt8, type: Setting.ValueType
  ) throws(ReadingProblem) -> [String] {
    let start = position
    position += 1
    var values: [String] = []
    while true {
      skipSpace()
      guard let byte = next else { throw problem(.closingBracket, at: start) }
      if byte == close { break }
      values.append(try simple(type: type))
      skipSpace()
      if next == UInt8(ascii: ",") {
        position += 1
      } else if let byte = next, byte != close {
        throw problem(.separator, at: position)
      }
    }
    position += 1
    return values
  }

  private mutating func simple(type: Setting.ValueType) throws(ReadingProblem) -> String {
    skipSpace()
    let start = position
    guard next == UInt8(ascii: "\"") else { throw problem(.value, at: start) }
    position += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      position += 1
      if byte == UInt8(ascii: "\\") {
        escape(into: &text)
      } else {
        text.append(byte)
      }
    }
    guard next != nil else { throw problem(.closingQuote, at: start) }
    position += 1
    let value = String(decoding: text, as: UTF8.self)
    guard let converted = type.value(of: value) else { throw problem(.number(type), at: start) }
    return converted
  }

  private mutating func escape(into text: inout [UInt8]) {
    guard let byte = next else { return }
    position += 1
    switch byte {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "u"):
      guard let scalar = bytes[position...].escapedScalar(at: &position) else {
        return text.append(byte)
      }
      text += Array(String(scalar).utf8)
    default: text.append(byte)
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next {
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == 0x0A || bytes[position + 1] == 0x0D
      {
        position += 2
      } else if byte <= 0x20 {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func skipSpaceAndComments() {
    skipSpace()
    while next == UInt8(ascii: "#") {
      while let byte = next, byte != 0x0A { position += 1 }
      skipSpace()
    }
  }

  private func problem(
    _ expectation: OSGiConfiguration.Expectation, at offset: Int
  ) -> ReadingProblem {
    ReadingProblem(.configuration(expectation), at: offset, in: bytes, of: path)
  }
}

extension Setting.ValueType {
  /// The value in the form that is shown, or `nil` if the type cannot hold it.
  func value(of text: String) -> String? {
    switch self {
    case .string, .boolean, .character, .binary: text
    case .integer: Int32(text).map { String($0) }
    case .long: Int64(text).map { String($0) }
    case .short: Int16(text).map { String($0) }
    case .byte: Int8(text).map { String($0) }
    case .float:
      Int32(text).map { String(Float(bitPattern: UInt32(bitPattern: $0))) }
        ?? Float(text).map { String($0) }
    case .double:
      Int64(text).map { String(Double(bitPattern: UInt64(bitPattern: $0))) }
        ?? Double(text).map { String($0) }
    }
  }
}
