import UnicodeKit

/// A letter of a text after normalisation, with the bytes it came from.
struct Letter {
  /// What a letter is to those who cut a text into terms.
  enum Kind {
    case word
    case kanji
    case hiragana
    case katakana
    case separator
  }

  var scalar: Unicode.Scalar
  var kind: Kind
  var start: Int
  var end: Int
}

/// The letters of a text in the compatibility form NFKC.
///
/// Bytes that are not UTF-8 separate words; every byte moves the reading on.
struct Letters {
  private(set) var all: [Letter] = []

  init(_ text: Span<UInt8>) {
    all.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x80 {
        append(Unicode.Scalar(byte), from: offset, to: offset + 1)
        offset += 1
      } else if let (scalar, length) = Self.decode(text, at: offset) {
        take(scalar, from: offset, to: offset + length)
        offset += length
      } else {
        append("\u{FFFD}", from: offset, to: offset + 1)
        offset += 1
      }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar, from start: Int, to end: Int) {
    all.append(Letter(scalar: scalar, kind: Letter.Kind(scalar), start: start, end: end))
  }

  private mutating func take(_ scalar: Unicode.Scalar, from start: Int, to end: Int) {
    if scalar.isMark {
      guard let base = all.last, base.kind != .separator else { return }
      all.removeLast()
      var unit = String(base.scalar)
      unit.unicodeScalars.append(scalar)
      for composed in unit.compatibilityNormalized.unicodeScalars {
        append(composed, from: base.start, to: end)
      }
    } else if scalar.isInert {
      append(scalar, from: start, to: end)
    } else {
      for composed in String(scalar).compatibilityNormalized.unicodeScalars {
        append(composed, from: start, to: end)
      }
    }
  }

  /// The scalar that starts at an offset, if the bytes there are well-formed UTF-8.
  private static func decode(
    _ text: Span<UInt8>, at offset: Int
  ) -> (Unicode.Scalar, length: Int)? {
    let first = text[offset]
    let length: Int
    var value: UInt32
    switch first {
    case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
    default: return nil
    }
    guard offset + length <= text.count else { return nil }
    for index in offset + 1..<offset + length {
      guard text[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(text[index] & 0x3F)
    }
    let isOverlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x1_0000)
    guard !isOverlong, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}

extension Letter.Kind {
  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .word
    case 0..<0x80: self = .separator
    case 0x3041...0x309F: self = .hiragana
    case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF: self = .katakana
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      self = .kanji
    default:
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
        self = .word
      default: self = .separator
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether it changes the letter before it; the half-width voicing marks of kana do too.
  fileprivate var isMark: Bool {
    switch value {
    case 0xFF9E, 0xFF9F, 0x3099, 0x309A, 0x300...0x36F: true
    case 0..<0x483, 0x2100..<0xFB00: false
    default: properties.generalCategory == .nonspacingMark
    }
  }

  /// Whether it is known to be its own compatibility form.
  fileprivate var isInert: Bool {
    switch value {
    case 0xC0...0x131, 0x3041...0x3096, 0x30A1...0x30FE, 0x4E00...0x9FFF, 0x3001, 0x3002: true
    default: false
    }
  }
}
