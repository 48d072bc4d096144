/// Secrets that their own shape gives away, whatever stands before them.
///
/// Every search walks the bytes once and jumps over what it has claimed, so the
/// cost is linear in the text.
struct SecretShapes {
  let text: EncodedText
  private(set) var ranges: [Range<Int>] = []

  private var bytes: [UInt8] { text.bytes }

  init(_ text: EncodedText) {
    self.text = text
    findPrivateKeys()
    findRuns()
    findBraced()
    findSchemes()
    findAddresses()
  }

  // MARK: Runs of base64: web tokens, keys of known issuers, long random strings

  private mutating func findRuns() {
    let bytes = bytes
    let marks = ByteKinds.tokens
    var offset = 0
    while offset < bytes.count {
      guard marks[Int(bytes[offset])] else {
        offset += 1
        continue
      }
      let start = offset
      var hasDigit = false
      // Whether the letter J stands in it, as in the `eyJ` of every web token.
      var hasMark = false
      while offset < bytes.count, marks[Int(bytes[offset])] {
        if bytes[offset] &- 0x30 < 10 { hasDigit = true }
        if bytes[offset] == UInt8(ascii: "J") { hasMark = true }
        offset += 1
      }
      if hasDigit || hasMark { judge(run: start..<offset, hasMark: hasMark) }
    }
  }

  private func isTokenByte(_ byte: UInt8) -> Bool { Byte.isBase64(byte) || byte == Byte.dot }

  /// Looks at the pieces of a run between its dots and marks the part that is a secret.
  private mutating func judge(run: Range<Int>, hasMark: Bool) {
    guard run.count >= 12 else { return }
    let bytes = bytes
    var start = run.lowerBound
    while start < run.upperBound {
      // `access_token=eyJ…` is one run; the token starts behind the last `=`
      // that does not end it.
      let piece = start..<(bytes[start..<run.upperBound].firstIndex(of: Byte.dot) ?? run.upperBound)
      if hasMark, let token = webTokenStart(in: piece) {
        ranges.append((token == start ? cutHeader(before: start, in: run) : token)..<run.upperBound)
        return
      }
      if let key = issuedKeyStart(in: piece) {
        ranges.append(key..<run.upperBound)
        return
      }
      start = piece.upperBound + 1
    }
    markOpaquePieces(of: run)
  }

  /// A start `eyJ`, which is base64 of `{"`, at the piece's start or behind a mark.
  private func webTokenStart(in piece: Range<Int>) -> Int? {
    let bytes = bytes
    var offset = piece.lowerBound
    while offset + 10 < piece.upperBound {
      if bytes[offset + 2] == UInt8(ascii: "J"), text.has("eyJ", at: offset),
        offset == piece.lowerBound || !Byte.isAlphanumeric(bytes[offset - 1])
          || isEscapedLetter(before: offset)
      {
        return offset
      }
      offset += 1
    }
    return nil
  }

  /// Whether the two bytes before an offset are the digits of a percent-escape, `\n` or the like.
  private func isEscapedLetter(before offset: Int) -> Bool {
    if offset >= 3, bytes[offset - 3] == Byte.percent { return true }
    if offset >= 2, bytes[offset - 2] == Byte.backslash { return true }
    return offset >= 6 && text.has("u00", at: offset - 5)
  }

  private func issuedKeyStart(in piece: Range<Int>) -> Int? {
    let bytes = bytes
    let letters = Self.issuedLetters
    var offset = piece.lowerBound
    while offset + 16 <= piece.upperBound {
      guard letters[Int(bytes[offset])] else {
        offset += 1
        continue
      }
      let isStart = offset == piece.lowerBound || !Byte.isAlphanumeric(bytes[offset - 1])
      if isStart, Self.issuedPrefixes.contains(where: { text.has($0, at: offset) }),
        bytes[offset..<min(offset + 64, piece.upperBound)].contains(where: Byte.isDigit)
      {
        return offset
      }
      offset += 1
    }
    return nil
  }

  private static let issuedLetters = (UInt8.min...UInt8.max).map("Agpsx".utf8.contains)

  /// Starts of keys that Amazon, GitHub, Slack, Google and Adobe hand out.
  private static let issuedPrefixes: [StaticString] = [
    "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xoxb-", "xoxp-",
    "xoxa-", "xoxr-", "xoxs-", "AIza", "p8e-", "p8_", "s8e-", "glpat-",
  ]

  /// The start of a token whose second part starts here: the part before it may be a cut first one.
  private func cutHeader(before start: Int, in run: Range<Int>) -> Int {
    guard start > run.lowerBound else { return start }
    let dot = start - 1
    let piece = (bytes[run.lowerBound..<dot].lastIndex(of: Byte.dot) ?? run.lowerBound - 1) + 1
    return isOpaque(piece..<dot, atLeast: 8) ? piece : start
  }

  private mutating func markOpaquePieces(of run: Range<Int>) {
    guard run.count >= 40 else { return }
    let bytes = bytes
    var start = run.lowerBound
    while start < run.upperBound {
      let end = bytes[start..<run.upperBound].firstIndex(of: Byte.dot) ?? run.upperBound
      // In `sdata=EVqAI…` the name stays.
      let name = bytes[start..<end].firstIndex(of: Byte.equals)
      let value = name.map { $0 + 1 < end && Byte.isAlphanumeric(bytes[$0 + 1]) ? $0 + 1 : start }
      let piece = (value ?? start)..<end
      if isOpaque(piece, atLeast: 40) { ranges.append(piece) }
      start = end + 1
    }
  }

  /// Whether a piece looks random: both cases and digits, in words that no one would write.
  ///
  /// In random base64 the kind of character changes at six of ten places, in
  /// class names at two or three; hexadecimal digests and ids have one case.
  /// At least half of the piece must stand in such words, so that a path or the
  /// name of a thread pool is not taken for a secret because of an id in it.
  func isOpaque(_ piece: Range<Int>, atLeast length: Int) -> Bool {
    guard piece.count >= length, bytes[piece].contains(where: Byte.isDigit) else { return false }
    let words = bytes[piece].split { !Byte.isAlphanumeric($0) }
    let random = words.reduce(0) { $0 + (isRandom($1) ? $1.count : 0) }
    return random * 2 >= piece.count
  }

  private func isRandom(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 8, word.contains(where: Byte.isUpper), word.contains(where: Byte.isLower)
    else { return false }
    func kind(_ byte: UInt8) -> Int { Byte.isUpper(byte) ? 0 : Byte.isLower(byte) ? 1 : 2 }
    let changes = zip(word, word.dropFirst()).count { kind($0) != kind($1) }
    return changes * 100 >= word.count * (word.count < 24 ? 35 : 42)
  }

  // MARK: Values that AEM encrypted

  /// `{` and 32 or more hex digits and `}`, either brace cut off or encoded.
  private mutating func findBraced() {
    let bytes = bytes
    let digit = ByteKinds.hexDigits
    var offset = 0
    // Sixteen digits in a row cover every sixteenth byte.
    while offset + 16 <= bytes.count {
      guard digit[Int(bytes[offset + 15])] else {
        offset += 16
        continue
      }
      var start = offset + 15
      while start > offset, digit[Int(bytes[start - 1])] { start -= 1 }
      var end = offset + 16
      while end < bytes.count, digit[Int(bytes[end])] { end += 1 }
      let digits = start..<end
      offset = end
      guard digits.count >= 16 else { continue }
      let opening = braceStart(endingAt: digits.lowerBound, run: digits)
      let closing = text.unit(at: digits.upperBound).flatMap {
        $0.byte == Byte.closeBrace ? digits.upperBound + $0.length : nil
      }
      let isCut = digits.upperBound == bytes.count || digits.lowerBound == 0
      guard opening != nil || closing != nil, digits.count >= (isCut ? 16 : 32) else { continue }
      ranges.append((opening ?? digits.lowerBound)..<(closing ?? digits.upperBound))
    }
  }

  /// Where an opening brace before the digits starts; `%7B` and `\u007b` end in digits themselves.
  private func braceStart(endingAt end: Int, run: Range<Int>) -> Int? {
    for start in stride(from: end - 1, through: max(0, end - 16), by: -1) {
      guard let unit = text.unit(at: start), unit.byte == Byte.openBrace else { continue }
      let reach = start + unit.length
      if reach >= end, reach < run.upperBound {
        // The backslash with which FileVault escapes a leading brace belongs to it.
        return start > 0 && unit.level == 0 && bytes[start - 1] == Byte.backslash
          ? start - 1 : start
      }
    }
    return nil
  }

  // MARK: Bearer and Basic

  private mutating func findSchemes() {
    let bytes = bytes
    var offset = 0
    while offset + 6 < bytes.count {
      defer { offset += 1 }
      guard bytes[offset] | 0x20 == 0x62,
        bytes[offset + 1] | 0x20 == 0x61 || bytes[offset + 1] | 0x20 == 0x65,
        offset == 0 || !Byte.isLetter(bytes[offset - 1]) || isEscapedLetter(before: offset)
      else { continue }
      let isBearer = hasIgnoringCase("bearer", at: offset)
      guard isBearer || hasIgnoringCase("basic", at: offset) else { continue }
      var start = offset + (isBearer ? 6 : 5)
      let blank = start
      while start - blank < 16, let unit = text.unit(at: start), isGap(unit.byte, at: start) {
        start += unit.length
      }
      guard start > blank else { continue }
      var end = start
      while end < bytes.count, isCredential(bytes[end]) || isEncodedCredential(at: end) { end += 1 }
      if !readsLikeProse(start..<end, isBearer: isBearer) { ranges.append(start..<end) }
      offset = max(offset, end - 1)
    }
  }

  private func isGap(_ byte: UInt8, at offset: Int) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "+") && offset > 0
  }

  private func isCredential(_ byte: UInt8) -> Bool {
    isTokenByte(byte) || byte == UInt8(ascii: "~")
  }

  private func isEncodedCredential(at offset: Int) -> Bool {
    guard bytes[offset] == Byte.percent, let unit = text.unit(at: offset) else { return false }
    return Byte.isBase64(unit.byte)
  }

  private func hasIgnoringCase(_ literal: StaticString, at offset: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard offset + length <= bytes.count else { return false }
    return (0..<length).allSatisfy {
      unsafe Byte.lowercased(bytes[offset + $0]) == literal.utf8Start[$0]
    }
  }

  /// `Basic authentication`, `bearer token is missing`, `Basic realm="…"`.
  private func readsLikeProse(_ word: Range<Int>, isBearer: Bool) -> Bool {
    guard !word.isEmpty else { return true }
    let letters = bytes[word].prefix { Byte.isLetter($0) }
    let rest = bytes[word].dropFirst(letters.count)
    let isOneWord =
      rest.allSatisfy { $0 == Byte.dot || $0 == Byte.equals || $0 == Byte.hyphen }
      || rest.first == Byte.hyphen && rest.allSatisfy { Byte.isLower($0) || $0 == Byte.hyphen }
    guard isOneWord, !letters.isEmpty else { return false }
    if isBearer {
      return Self.bearerProse.contains(
        String(decoding: letters.map(Byte.lowercased), as: UTF8.self))
    }
    return letters.dropFirst().allSatisfy(Byte.isLower) && letters.count <= 20
  }

  private static let bearerProse: Set<String> = [
    "token", "tokens", "auth", "authentication", "authorization", "credential", "credentials",
    "realm", "error", "scope", "scheme", "header", "type", "is", "was", "and", "or", "not", "only",
    "with", "for", "in", "has", "from", "to", "must", "missing", "required", "expired", "invalid",
    "manquant", "absent", "expiré", "est", "dans", "pour", "et", "ou", "de", "only", "the",
  ]

  /// Marks a range as a secret.
  mutating func claim(_ range: Range<Int>) {
    if !range.isEmpty { ranges.append(range) }
  }

  /// What may be left of a secret where an excerpt starts within a record.
  ///
  /// A run of letters and digits that change as often as in random text.
  static func cutHead(of text: EncodedText) -> Range<Int>? {
    let head = text.bytes.prefix { Byte.isBase64($0) }
    let letters = head.count(where: Byte.isLetter)
    let digits = head.count(where: Byte.isDigit)
    guard head.count >= 8, letters >= 3, digits >= 1 else { return nil }
    let kinds = head.map { Byte.isUpper($0) ? 0 : Byte.isLower($0) ? 1 : Byte.isDigit($0) ? 2 : 3 }
    let changes = zip(kinds, kinds.dropFirst()).count { $0 != $1 }
    return changes * 5 >= head.count * 2 ? 0..<head.endIndex : nil
  }
}
