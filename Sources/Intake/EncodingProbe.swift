import Model

/// Tells from a sample of bytes how a text was encoded.
///
/// A mark of byte order and the zeros of plain text in wide units leave no doubt. Bytes
/// that are valid UTF-8 are UTF-8. Of the rest, Japanese is told by how the pairs of its
/// encodings would fall on kana and common kanji and in runs, western text by what its high
/// bytes would be; where neither makes sense it stays UTF-8 with broken bytes.
enum EncodingProbe {
  /// The encoding of a text by its head, and by what it says itself where that can be.
  ///
  /// - Parameters:
  ///   - head: The start of the text, which may end within a character.
  ///   - isWhole: Whether it is all of it.
  ///   - declared: What it says to be; bytes that are UTF-8 know better.
  static func encoding(
    of head: [UInt8], isWhole: Bool, declared: TextEncoding? = nil
  ) -> TextEncoding {
    let probed = wideEncoding(of: head) ?? byteEncoding(of: head[...], isWhole: isWhole)
    guard let declared, declared != probed, !probed.isWide else { return probed }
    if declared.isWide || declared == .iso2022JP { return declared }
    guard declared != .utf8, head.firstNonASCII(in: 0..<head.count) != nil else { return probed }
    var validator = UTF8Validator()
    validator.check(head, in: 0..<head.count)
    if isWhole { validator.finish() }
    return validator.invalidBytes == 0 ? .utf8 : declared
  }

  /// The length of the mark of byte order that a wide encoding starts with.
  static func markLength(of head: [UInt8], in encoding: TextEncoding) -> Int {
    let marks: [(TextEncoding, [UInt8])] = [
      (.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]),
      (.utf32LittleEndian, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, [0, 0, 0xFE, 0xFF]),
    ]
    return marks.first { $0.0 == encoding && head.starts(with: $0.1) }?.1.count ?? 0
  }

  /// UTF-16 and UTF-32, with a mark, or UTF-16 of text that is plain for a good part.
  static func wideEncoding(of head: [UInt8]) -> TextEncoding? {
    for encoding in [
      TextEncoding.utf32LittleEndian, .utf32BigEndian, .utf16LittleEndian, .utf16BigEndian,
    ] where markLength(of: head, in: encoding) > 0 {
      return encoding
    }
    let sample = head.prefix(4096)
    guard sample.count >= 8 else { return nil }
    var zeros = [0, 0]
    var plain = [0, 0]
    for unit in stride(from: 0, to: sample.count - 1, by: 2) {
      for place in 0...1 where sample[unit + place] == 0 {
        zeros[place] += 1
        if TextProbe.isPrintable(sample[unit + 1 - place]) { plain[place] += 1 }
      }
    }
    let units = sample.count / 2
    // Where the zeros are tells the order; beside them stands plain text, and nearly all
    // zeros stand in the same place.
    for place in 0...1
    where zeros[place] * 5 > units && plain[place] * 20 >= zeros[place] * 19
      && zeros[1 - place] * 50 <= zeros[place]
    {
      return place == 1 ? .utf16LittleEndian : .utf16BigEndian
    }
    return nil
  }

  /// Anything whose unit is the byte.
  static func byteEncoding(of sample: ArraySlice<UInt8>, isWhole: Bool) -> TextEncoding {
    let bytes = Array(sample)
    guard bytes.firstNonASCII(in: 0..<bytes.count) != nil else {
      return isEscapedJapanese(bytes) ? .iso2022JP : .utf8
    }
    var validator = UTF8Validator()
    validator.check(bytes, in: 0..<bytes.count)
    if isWhole { validator.finish() }
    if validator.invalidBytes == 0 || validator.characters > validator.invalidBytes { return .utf8 }
    let shiftJIS = JapaneseTally(shiftJIS: bytes)
    let eucJP = JapaneseTally(eucJP: bytes)
    if max(shiftJIS.score, eucJP.score) > 0 {
      if eucJP.score >= shiftJIS.score { return .eucJP }
      return shiftJIS.additions > 0 ? .windows31J : .shiftJIS
    }
    return westernEncoding(of: bytes) ?? .utf8
  }

  // ESC $ @ and ESC $ B call the Japanese set; nothing else a log may hold starts so.
  private static func isEscapedJapanese(_ bytes: [UInt8]) -> Bool {
    bytes.contains("\u{1B}$B") || bytes.contains("\u{1B}$@")
  }

  // Most high bytes of western text are letters; the others are those of its typography.
  private static func westernEncoding(of bytes: [UInt8]) -> TextEncoding? {
    var (high, letters, windows, controls) = (0, 0, 0, 0)
    for byte in bytes {
      switch byte {
      case ..<0x20, 0x7F:
        if !TextProbe.isPrintable(byte) { controls += 1 }
      case ..<0x80: break
      case 0xC0...:
        (high, letters) = (high + 1, letters + 1)
      case 0x80, 0x85, 0x8C, 0x91...0x97, 0x99, 0x9C:
        (high, letters, windows) = (high + 1, letters + 1, windows + 1)
      // No-break space, guillemets, degree, middle dot, paragraph, copyright, micro.
      case 0xA0, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB2, 0xB5, 0xB7, 0xBB:
        (high, letters) = (high + 1, letters + 1)
      case 0x80...0x9F:
        (high, windows) = (high + 1, windows + 1)
      default: high += 1
      }
    }
    guard letters * 5 >= high * 4, controls * 100 <= bytes.count else { return nil }
    return windows > 0 ? .windows1252 : .latin1
  }
}

/// What bytes would be if they were Japanese.
struct JapaneseTally {
  private(set) var kana = 0
  private(set) var common = 0
  private(set) var rare = 0
  private(set) var halfWidth = 0
  private(set) var halfWidthMarks = 0
  /// Characters that only the sets of Windows have.
  private(set) var additions = 0
  private(set) var isolated = 0
  private(set) var invalid = 0

  // Characters since the last that was none.
  private var run = 0

  /// How likely it is; nothing above zero is not Japanese.
  ///
  /// Japanese words have more than one character, and few rare ones; what other text
  /// would be by accident stands alone among ASCII. Every sixth half-width kana is one of
  /// the marks that belong to the one before it.
  var score: Int {
    let kanaOfHalfWidth = halfWidthMarks * 8 >= halfWidth ? halfWidth : 0
    return 3 * kana + 2 * common + additions + kanaOfHalfWidth - 2 * rare - 4 * isolated
      - 6 * invalid
  }

  private enum Class { case kana, common, rare, halfWidth, halfWidthMark, addition, invalid }

  /// Reads pairs of Shift_JIS.
  init(shiftJIS bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      index += 1
      switch lead {
      case ..<0x80: endRun()
      case 0xB0, 0xDE, 0xDF: count(.halfWidthMark)
      case 0xA1...0xDF: count(.halfWidth)
      case 0x81...0x9F, 0xE0...0xFC:
        guard index < bytes.count else { break }
        let trail = bytes[index]
        guard trail >= 0x40, trail != 0x7F, trail <= 0xFC else {
          count(.invalid)
          break
        }
        index += 1
        count(Self.shiftJIS(lead, trail))
      default: count(.invalid)
      }
    }
    endRun()
  }

  /// Reads pairs of EUC-JP.
  init(eucJP bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      index += 1
      guard lead >= 0x80 else {
        endRun()
        continue
      }
      guard index < bytes.count else { break }
      let trail = bytes[index]
      switch lead {
      case 0x8E where (0xA1...0xDF).contains(trail):
        count([0xB0, 0xDE, 0xDF].contains(trail) ? .halfWidthMark : .halfWidth)
        index += 1
      case 0x8F where trail >= 0xA1 && index + 1 < bytes.count && bytes[index + 1] >= 0xA1:
        count(.rare)
        index += 2
      case 0xA1...0xFE where (0xA1...0xFE).contains(trail):
        count(Self.eucJP(lead, trail))
        index += 1
      default: count(.invalid)
      }
    }
    endRun()
  }

  private static func shiftJIS(_ lead: UInt8, _ trail: UInt8) -> Class {
    switch (lead, trail) {
    case (0x81, 0x5B), (0x82, 0x9F...0xF1), (0x83, 0x40...0x96): .kana
    case (0x81, _), (0x82, 0x4F...0x9A): .common
    case (0x88, 0x9F...), (0x89...0x97, _), (0x98, 0x40...0x72): .common
    case (0x98, 0x9F...), (0x99...0x9F, _), (0xE0...0xEA, _), (0x83, 0x9F...), (0x84, _): .rare
    case (0x87, 0x40...0x9C), (0xED...0xEE, _), (0xFA...0xFC, _): .addition
    default: .invalid
    }
  }

  private static func eucJP(_ lead: UInt8, _ trail: UInt8) -> Class {
    switch (lead, trail) {
    case (0xA1, 0xBC), (0xA4, ...0xF3), (0xA5, ...0xF6): .kana
    case (0xA1, _), (0xA3, _), (0xB0...0xCF, _): .common
    case (0xD0...0xF4, _), (0xA2, _), (0xA6...0xA8, _): .rare
    case (0xAD, _), (0xF9...0xFC, _): .addition
    default: .invalid
    }
  }

  private mutating func count(_ kind: Class) {
    run += 1
    switch kind {
    case .kana: kana += 1
    case .common: common += 1
    case .rare: rare += 1
    case .halfWidth: halfWidth += 1
    case .halfWidthMark:
      halfWidth += 1
      halfWidthMarks += 1
    case .addition: additions += 1
    case .invalid:
      invalid += 1
      run = 0
    }
  }

  private mutating func endRun() {
    if run == 1 { isolated += 1 }
    run = 0
  }
}

extension TextEncoding {
  /// Whether its unit is larger than the byte.
  fileprivate var isWide: Bool {
    [.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian].contains(self)
  }
}
