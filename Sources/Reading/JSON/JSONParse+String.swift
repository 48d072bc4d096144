extension JSONParse {
  /// The text between the quote at this place and the next of its kind.
  mutating func quoted() throws(JSONError) -> String {
    let quote = bytes[position]
    let start = position
    position += 1
    var text: [UInt8] = []
    var plain = position
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == quote {
        text += bytes[plain..<position]
        position += 1
        return try decode(text, from: start)
      }
      if byte == UInt8(ascii: "\\") {
        text += bytes[plain..<position]
        try escape(into: &text)
        plain = position
      } else if byte < 0x20, isStrict {
        throw JSONError(kind: .unexpected(.text), offset: position)
      } else {
        position += 1
      }
    }
    throw JSONError(kind: .unfinished, offset: start)
  }

  private func decode(_ text: [UInt8], from start: Int) throws(JSONError) -> String {
    guard isStrict else { return String(decoding: text, as: UTF8.self) }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw JSONError(kind: .unexpected(.text), offset: start)
    }
    return string
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    position += 1
    guard position < bytes.endIndex else {
      throw JSONError(kind: .unfinished, offset: position - 1)
    }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): try unicodeEscape(into: &text)
    default:
      guard !isStrict else { throw JSONError(kind: .unexpected(.escape), offset: position - 1) }
      text.append(byte)
    }
  }

  private mutating func unicodeEscape(into text: inout [UInt8]) throws(JSONError) {
    let first = try hexadecimal()
    var scalar = first
    if (0xD800..<0xDC00).contains(first), position + 1 < bytes.endIndex,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    {
      let back = position
      position += 2
      let second = try hexadecimal()
      if (0xDC00..<0xE000).contains(second) {
        scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      } else {
        position = back
      }
    }
    // Half a pair stands for no character.
    text += Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.endIndex else {
        throw JSONError(kind: .unfinished, offset: position)
      }
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw JSONError(kind: .unexpected(.escape), offset: position)
      }
      number = number << 4 | UInt32(digit)
      position += 1
    }
    return number
  }
}
