/// Text read through the encodings in which payloads travel.
///
/// Logs quote payloads as HTML entities, percent-escapes, JSON `\u00XX`
/// escapes, and several of these at once. Reading byte by byte through all of
/// them lets one grammar find a key and its value in any of these dresses.
struct EncodedText {
  /// A character of ASCII as meant, with the bytes that spell it.
  struct Unit {
    /// The character meant; a byte of any other character stands for itself.
    var byte: UInt8

    /// How many bytes spell it.
    var length: Int

    /// How many encodings lie around it: 0 for `"`, 1 for `&quot;`, 2 for `%2522`.
    var level: Int
  }

  let bytes: [UInt8]

  var count: Int { bytes.count }

  /// The character that starts at an offset, or `nil` at the end.
  func unit(at offset: Int) -> Unit? {
    guard offset < bytes.count else { return nil }
    let plain = Unit(byte: bytes[offset], length: 1, level: 0)
    switch plain.byte {
    case Byte.percent: return percentEscape(at: offset) ?? plain
    case Byte.ampersand: return entity(at: offset) ?? plain
    case Byte.backslash: return unicodeEscape(at: offset) ?? plain
    default: return plain
    }
  }

  /// Whether the raw bytes at an offset are these.
  func has(_ literal: StaticString, at offset: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard offset >= 0, offset + length <= bytes.count else { return false }
    return (0..<length).allSatisfy { unsafe bytes[offset + $0] == literal.utf8Start[$0] }
  }

  /// The text of a range with every encoding and backslash taken off, to compare values.
  func plainText(of range: Range<Int>) -> [UInt8] {
    var plain: [UInt8] = []
    var offset = range.lowerBound
    while offset < range.upperBound, let unit = unit(at: offset) {
      if unit.byte != Byte.backslash { plain.append(unit.byte) }
      offset += unit.length
    }
    return plain
  }

  /// `%22`, `%2522`, `%252522`.
  private func percentEscape(at offset: Int) -> Unit? {
    var digits = offset + 1
    var level = 1
    while level < 4, has("25", at: digits), hexPair(at: digits + 2) != nil {
      digits += 2
      level += 1
    }
    guard let byte = hexPair(at: digits), Byte.isPlain(byte) else { return nil }
    return Unit(byte: byte, length: digits + 2 - offset, level: level)
  }

  /// `&quot;`, `&#34;`, `&#x22;`, and each of them with `&amp;` for `&`.
  private func entity(at offset: Int) -> Unit? {
    var name = offset + 1
    var level = 1
    while level < 4, has("amp;", at: name), namedEntity(at: name + 4) != nil {
      name += 4
      level += 1
    }
    guard let (byte, length) = namedEntity(at: name) else { return nil }
    return Unit(byte: byte, length: name + length - offset, level: level)
  }

  private func namedEntity(at offset: Int) -> (byte: UInt8, length: Int)? {
    guard offset < bytes.count else { return nil }
    if bytes[offset] == UInt8(ascii: "#") { return numericEntity(at: offset) }
    if has("quot;", at: offset) { return (Byte.quote, 5) }
    if has("apos;", at: offset) { return (Byte.apostrophe, 5) }
    if has("amp;", at: offset) { return (Byte.ampersand, 4) }
    if has("lt;", at: offset) { return (Byte.less, 3) }
    if has("gt;", at: offset) { return (Byte.greater, 3) }
    if has("equals;", at: offset) { return (Byte.equals, 7) }
    if has("colon;", at: offset) { return (Byte.colon, 6) }
    if has("lbrace;", at: offset) || has("lcub;", at: offset) {
      return (Byte.openBrace, bytes[offset + 1] == UInt8(ascii: "b") ? 7 : 5)
    }
    return nil
  }

  private func numericEntity(at offset: Int) -> (byte: UInt8, length: Int)? {
    var digit = offset + 1
    let isHex = digit < bytes.count && bytes[digit] | 0x20 == UInt8(ascii: "x")
    if isHex { digit += 1 }
    var value = 0
    let first = digit
    while digit < bytes.count, digit - first < 6, let number = Byte.hexValue(bytes[digit]) {
      guard isHex || number < 10 else { return nil }
      value = value * (isHex ? 16 : 10) + number
      digit += 1
    }
    guard digit > first, digit < bytes.count, bytes[digit] == Byte.semicolon,
      let byte = UInt8(exactly: value), Byte.isPlain(byte)
    else { return nil }
    return (byte, digit + 1 - offset)
  }

  /// `\u0022` behind one to eight backslashes.
  private func unicodeEscape(at offset: Int) -> Unit? {
    var letter = offset + 1
    while letter < bytes.count, letter - offset < 8, bytes[letter] == Byte.backslash { letter += 1 }
    guard has("u00", at: letter), let byte = hexPair(at: letter + 3), Byte.isPlain(byte) else {
      return nil
    }
    return Unit(byte: byte, length: letter + 5 - offset, level: 1)
  }

  private func hexPair(at offset: Int) -> UInt8? {
    guard offset + 1 < bytes.count, let high = Byte.hexValue(bytes[offset]),
      let low = Byte.hexValue(bytes[offset + 1])
    else { return nil }
    return UInt8(high << 4 | low)
  }
}

/// Bytes by name, and the kinds of byte that secrets are made of.
enum Byte {
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let percent = UInt8(ascii: "%")
  static let ampersand = UInt8(ascii: "&")
  static let semicolon = UInt8(ascii: ";")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let equals = UInt8(ascii: "=")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openParenthesis = UInt8(ascii: "(")
  static let closeParenthesis = UInt8(ascii: ")")
  static let slash = UInt8(ascii: "/")
  static let at = UInt8(ascii: "@")
  static let dot = UInt8(ascii: ".")
  static let hyphen = UInt8(ascii: "-")
  static let underscore = UInt8(ascii: "_")
  static let lineFeed = UInt8(ascii: "\n")

  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
  static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || isLineEnd(byte) }
  static func isQuote(_ byte: UInt8) -> Bool { byte == quote || byte == apostrophe || byte == 0x60 }

  /// Letters, digits and the marks of base64 and base64url.
  static func isBase64(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == hyphen || byte == underscore || byte == slash
      || byte == UInt8(ascii: "+") || byte == equals
  }

  static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }

  /// What an escape may stand for: printable ASCII or the end of a line.
  static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F || isLineEnd(byte) }

  static func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x37
    case 0x61...0x66: Int(byte) - 0x57
    default: nil
    }
  }
}
