import CUTF8Proc

extension String {
  /// The text in the compatibility form NFKC (Unicode Annex 15): full-width letters become
  /// plain, half-width katakana full.
  public var compatibilityNormalized: String {
    mapped(UTF8PROC_STABLE, UTF8PROC_COMPOSE, UTF8PROC_COMPAT)
  }

  /// The text with the differences of case removed, for comparison (Unicode, 3.13).
  public var caseFolded: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    return mapped(UTF8PROC_STABLE, UTF8PROC_COMPOSE, UTF8PROC_CASEFOLD)
  }

  /// The text with the accents of Latin letters removed; other scripts keep their marks.
  ///
  /// Ligatures and stroked letters become what one types instead of them: `œ` becomes `oe`.
  public var latinAccentsFolded: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var folded = ""
    var followsLatin = false
    for scalar in mapped(UTF8PROC_STABLE, UTF8PROC_DECOMPOSE).unicodeScalars {
      if scalar.properties.generalCategory == .nonspacingMark {
        if !followsLatin { folded.unicodeScalars.append(scalar) }
        continue
      }
      followsLatin = scalar.isLatinLetter
      if let plain = plainSpellings[scalar] {
        folded += plain
      } else {
        folded.unicodeScalars.append(scalar)
      }
    }
    return folded.mapped(UTF8PROC_STABLE, UTF8PROC_COMPOSE)
  }

  private func mapped(_ options: utf8proc_option_t...) -> String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    let mask = options.reduce(0) { $0 | $1.rawValue }
    var source = self
    return source.withUTF8 { bytes in
      var result: UnsafeMutablePointer<UInt8>?
      let count = unsafe utf8proc_map(
        bytes.baseAddress, bytes.count, &result, utf8proc_option_t(rawValue: mask))
      // A Swift string is always valid UTF-8: only memory can be lacking.
      guard count >= 0, let start = unsafe result else { fatalError("out of memory") }
      defer { unsafe free(start) }
      return unsafe String(
        decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isLatinLetter: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: true
    default: false
    }
  }
}

/// Letters that do not decompose into a letter and a mark.
private let plainSpellings: [Unicode.Scalar: String] = [
  "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
  "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
]
