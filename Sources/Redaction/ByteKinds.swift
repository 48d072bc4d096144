/// Tables that sort bytes, for the loops that look at every one.
enum ByteKinds {
  /// What a byte may be in a name.
  enum Kind: UInt8 {
    /// No part of a name.
    case mark

    /// A letter, a digit or `_`.
    case name

    /// `-` and `.`, which go on with a name and start none.
    case joint

    /// `%`, `&` and `\`, which may encode any of them.
    case encoded

    /// Part of a character outside of ASCII.
    case wide
  }

  static let table: [Kind] = (UInt8.min...UInt8.max).map { byte in
    if byte >= 0x80 { return .wide }
    if Byte.isAlphanumeric(byte) || byte == Byte.underscore { return .name }
    if byte == Byte.hyphen || byte == Byte.dot { return .joint }
    return byte == Byte.percent || byte == Byte.ampersand || byte == Byte.backslash
      ? .encoded : .mark
  }

  /// Letters, digits and the marks of base64, base64url and web tokens.
  static let tokens = (UInt8.min...UInt8.max).map { Byte.isBase64($0) || $0 == Byte.dot }

  static let hexDigits = (UInt8.min...UInt8.max).map { Byte.hexValue($0) != nil }

  /// Where the plain letters and joints of a name end.
  static func nameEnd(in bytes: [UInt8], from start: Int, _ kinds: [Kind]) -> Int {
    var end = start
    while end < bytes.count {
      let kind = kinds[Int(bytes[end])]
      guard kind == .name || kind == .joint else { break }
      end += 1
    }
    return end
  }
}
