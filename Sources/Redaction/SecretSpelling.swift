/// A secret as an encoding spells it.
struct SecretSpelling {
  /// How the spelling is told apart from what stands around it.
  enum Form {
    /// It starts and ends with the secret.
    case plain

    /// Its first and last digits are shared with what stands before and behind.
    case base64
  }

  var bytes: [UInt8]
  var form: Form

  /// Every spelling of a secret other than itself.
  ///
  /// Base64 at its three alignments and in both alphabets, base64 of UTF-16, hexadecimal,
  /// `\xNN`, percent-escapes once and twice, the escapes of JSON, entities of HTML,
  /// quoted-printable, and UTF-16.
  static func all(of secret: [UInt8]) -> [SecretSpelling] {
    let wide = each(secret) { [$0, 0] }
    var spellings: [SecretSpelling] = []
    for bytes in [secret, wide] {
      for alignment in 0..<3 {
        let digits = base64Core(of: bytes, behind: alignment)
        spellings.append(SecretSpelling(bytes: digits, form: .base64))
        let safe = digits.map {
          $0 == UInt8(ascii: "+") ? Byte.hyphen : $0 == Byte.slash ? Byte.underscore : $0
        }
        spellings.append(SecretSpelling(bytes: safe, form: .base64))
      }
    }
    var texts: [[UInt8]] = [wide, each(secret) { [0, $0] }]
    for isUpper in [false, true] {
      texts.append(each(secret) { hex($0, isUpper) })
      texts.append(each(wide) { hex($0, isUpper) })
      texts.append(each(secret) { Array("\\x".utf8) + hex($0, isUpper) })
      texts.append(each(secret) { Array("\\u00".utf8) + hex($0, isUpper) })
      texts.append(each(secret) { Array("&#x".utf8) + hex($0, isUpper) + [Byte.semicolon] })
      texts.append(each(secret) { [Byte.percent] + hex($0, isUpper) })
      texts.append(each(secret) { [Byte.equals] + hex($0, isUpper) })
      texts.append(
        each(secret) { isUnreserved($0) ? [$0] : [Byte.percent] + hex($0, isUpper) })
      texts.append(
        each(secret) { isUnreserved($0) ? [$0] : Array("%25".utf8) + hex($0, isUpper) })
      texts.append(
        each(secret) { Byte.isAlphanumeric($0) ? [$0] : Array("\\u00".utf8) + hex($0, isUpper) })
      texts.append(each(secret) { isMarkup($0) ? Array("\\u00".utf8) + hex($0, isUpper) : [$0] })
    }
    texts.append(each(secret) { Array("&#\($0);".utf8) })
    texts.append(each(secret) { isMarkup($0) ? Array("&#\($0);".utf8) : [$0] })
    texts.append(each(secret) { named[$0].map { Array($0.utf8) } ?? [$0] })
    texts.append(each(secret) { $0 == Byte.equals ? Array("=3D".utf8) : [$0] })
    texts.append(each(secret) { isEscapedInJSON($0) ? [Byte.backslash, $0] : [$0] })
    texts.append(
      each(secret) { isEscapedInJSON($0) || $0 == Byte.slash ? [Byte.backslash, $0] : [$0] })
    texts.append(secret.map { $0 == 0x20 ? UInt8(ascii: "+") : $0 })
    return spellings
      + texts.filter { $0 != secret }.map { SecretSpelling(bytes: $0, form: .plain) }
  }

  private static func each(_ secret: [UInt8], _ spell: (UInt8) -> [UInt8]) -> [UInt8] {
    Array(secret.map(spell).joined())
  }

  private static let named: [UInt8: String] = [
    Byte.quote: "&quot;", Byte.apostrophe: "&#39;", Byte.ampersand: "&amp;", Byte.less: "&lt;",
    Byte.greater: "&gt;",
  ]

  private static func isMarkup(_ byte: UInt8) -> Bool { named[byte] != nil }

  private static func isEscapedInJSON(_ byte: UInt8) -> Bool {
    byte == Byte.quote || byte == Byte.backslash
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    Byte.isAlphanumeric(byte) || "-._~".utf8.contains(byte)
  }

  private static func hex(_ byte: UInt8, _ isUpper: Bool) -> [UInt8] {
    let digits = isUpper ? upperDigits : lowerDigits
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static let lowerDigits = Array("0123456789abcdef".utf8)
  private static let upperDigits = Array("0123456789ABCDEF".utf8)
  private static let base64Digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The digits of base64 that depend on the secret alone, wherever in a group of three it starts.
  static func base64Core(of bytes: [UInt8], behind alignment: Int) -> [UInt8] {
    let padded = [UInt8](repeating: 0, count: alignment) + bytes
    var digits: [UInt8] = []
    let first = (alignment * 8 + 5) / 6
    let end = padded.count * 8 / 6
    for digit in first..<max(first, end) {
      let (byte, shift) = (digit * 6 / 8, digit * 6 % 8)
      let next = byte + 1 < padded.count ? UInt16(padded[byte + 1]) : 0
      let pair = UInt16(padded[byte]) << 8 | next
      digits.append(base64Digits[Int(pair >> (10 - UInt16(shift)) & 63)])
    }
    return digits
  }
}
