extension SecretPairs {
  /// A text in quotes, found in any encoding, behind any number of backslashes.
  ///
  /// In a string that was escaped n times a quote carries 2ⁿ-1 backslashes, and
  /// a quote of its own content one doubling more: with b backslashes at the
  /// opening, a quote closes where their number is b, counted modulo 2(b+1).
  /// Fewer than b, or fewer encodings, close a string further out.
  ///
  /// - Returns: The content, and where to go on; the line's end if it is not closed.
  func quotedText(at start: Int) -> (content: Range<Int>, end: Int)? {
    let open = skip(from: start, atMost: 15) { $0 == Byte.backslash }
    guard let quote = mark(at: open), Byte.isQuote(quote.byte) else { return nil }
    let depth = open - start
    let first = open + quote.length
    var slashes = 0
    var offset = first
    while let unit = mark(at: offset) {
      if unit.byte == Byte.backslash {
        slashes += 1
        offset += unit.length
        continue
      }
      if Byte.isLineEnd(unit.byte), unit.level == 0, slashes == 0 { break }
      if unit.byte == quote.byte, unit.level <= quote.level {
        let isDoubled =
          quote.byte == Byte.apostrophe && depth == 0 && slashes == 0 && offset > first
          && text.has("''", at: offset)
        if isDoubled {
          offset += 2
          continue
        }
        if unit.level < quote.level || slashes < depth {
          return (first..<offset - slashes, offset)
        }
        if slashes % (2 * (depth + 1)) == depth {
          return (first..<offset - depth, offset + unit.length)
        }
      }
      slashes = 0
      offset += unit.length
    }
    return (first..<offset, offset)
  }

  /// Claims what stands in quotes: all of it, or what follows the scheme of a header.
  mutating func claimQuoted(_ content: Range<Int>, _ assignment: Assignment) {
    switch assignment.kind {
    case .header:
      claim(credentialStart(in: content)..<content.upperBound)
    case .weak where text.bytes[content].contains(0x20):
      break
    default:
      claim(content)
    }
  }

  /// Past `Bearer `, `Digest ` and the like.
  private func credentialStart(in content: Range<Int>) -> Int {
    let scheme = skip(from: content.lowerBound, atMost: 24) {
      Byte.isAlphanumeric($0) || $0 == Byte.hyphen
    }
    let credential = skip(from: scheme, atMost: 8) { $0 == 0x20 }
    let isScheme = scheme > content.lowerBound && credential > scheme
    return isScheme && credential < content.upperBound ? credential : content.lowerBound
  }

  // MARK: Without quotes

  mutating func readUnquoted(from start: Int, _ assignment: Assignment) -> Int? {
    let isLine = !assignment.isNameQuoted && margin(of: assignment.name) >= 0
    var start = start
    var isWholeLine = isLine
    if assignment.kind == .header {
      start = credentialStart(in: start..<text.count)
      isWholeLine = true
    }
    // Judged by its beginning: a refusal must not cost a walk to the line's end.
    let beginning = start..<min(start + 80, text.count)
    guard !readsLikeProse(beginning, assignment) else { return nil }
    let end = valueEnd(from: start, isWholeLine: isWholeLine, isLine: isLine)
    claim(start..<end)
    return end
  }

  /// Where a value without quotes ends.
  ///
  /// A password may hold a comma or a bracket, so these end it only where
  /// something follows that a value would be followed by.
  private func valueEnd(from start: Int, isWholeLine: Bool, isLine: Bool) -> Int {
    var offset = start
    var depth = 0
    while let unit = mark(at: offset) {
      let next = offset + unit.length
      switch unit.byte {
      case 0x0A, 0x0D:
        return offset
      case 0x20, 0x09:
        if !isWholeLine { return offset }
      case Byte.quote, Byte.apostrophe, 0x60, Byte.less, Byte.greater:
        if !isLine || unit.level > 0 { return trimmed(start..<offset) }
      case Byte.comma, Byte.semicolon, Byte.ampersand:
        if isFollowedByField(next) || !isWholeLine && isFollowedByGap(next) { return offset }
      case Byte.openParenthesis, Byte.openBracket, Byte.openBrace:
        depth += 1
      case Byte.closeParenthesis, Byte.closeBracket, Byte.closeBrace:
        if !isLine, depth == 0, isFollowedByGap(next) { return offset }
        depth = max(0, depth - 1)
      default:
        break
      }
      offset = next
    }
    return trimmed(start..<offset)
  }

  /// Without the backslashes of a quote that follows.
  private func trimmed(_ value: Range<Int>) -> Int {
    var end = value.upperBound
    while end > value.lowerBound, text.bytes[end - 1] == Byte.backslash { end -= 1 }
    return end
  }

  private func isFollowedByField(_ offset: Int) -> Bool {
    let name = skip(from: offset, atMost: 4) { $0 == 0x20 }
    let end = skip(from: name, atMost: 64) {
      Self.isNameByte($0) || $0 == Byte.dot || $0 == Byte.hyphen
    }
    guard end > name, let separator = mark(at: end) else { return false }
    return separator.byte == Byte.equals || separator.byte == Byte.colon
  }

  private func isFollowedByGap(_ offset: Int) -> Bool {
    guard let unit = mark(at: offset) else { return true }
    return Byte.isSpace(unit.byte) || Byte.isQuote(unit.byte) || unit.byte == Byte.comma
      || unit.byte == Byte.semicolon || unit.byte == Byte.closeBrace || unit.byte == Byte.less
      || unit.byte == Byte.closeBracket || unit.byte == Byte.closeParenthesis
  }

  // MARK: Prose

  /// `password: must not be empty`, `token: expired`, `PWD=/opt/aem`.
  private func readsLikeProse(_ value: Range<Int>, _ assignment: Assignment) -> Bool {
    let word = text.bytes[value].prefix { Byte.isLetter($0) || $0 >= 0x80 || $0 == Byte.apostrophe }
    let isWholeWord = word.endIndex == text.count || !Byte.isAlphanumeric(text.bytes[word.endIndex])
    if isWholeWord, !(assignment.joint == .equals && assignment.kind == .strong),
      Self.proseStarts.contains(String(decoding: word.map(Byte.lowercased), as: UTF8.self))
    {
      return true
    }
    if text.bytes[assignment.name].map(Byte.lowercased) == Array("pwd".utf8),
      text.bytes[value].first == Byte.slash, text.bytes[value].dropFirst().contains(Byte.slash)
    {
      return true
    }
    let first = text.bytes[value].drop { $0 == Byte.hyphen }.prefix { !Byte.isSpace($0) }
    let isNumber =
      first.first.map(Byte.isDigit) == true && !first.contains(where: Byte.isLetter)
    // `crx-auth-token:2.6.14(500)` is a bundle and its version.
    if isNumber, assignment.joint == .colon, first.contains(Byte.dot) { return true }
    guard assignment.kind == .weak else { return false }
    if isNumber { return first.count < 6 }
    let isPlain =
      !first.contains(where: Byte.isDigit)
      && !first.dropFirst().contains(where: Byte.isUpper)
    return isPlain && (assignment.joint != .equals || first.count < 6) && first.count < 16
  }

  private static let proseStarts: Set<String> = [
    "is", "was", "are", "were", "must", "not", "no", "the", "a", "an", "cannot", "could", "has",
    "invalid", "missing", "expired", "required", "wrong", "incorrect", "empty", "unset", "does",
    "should", "may", "enter", "will", "failed", "denied", "of", "for", "in", "from", "at", "unable",
    "unknown",
    "est", "le", "la", "les", "non", "doit", "ne", "saisissez", "saisir", "manquant", "absent",
    "incorrect", "vide",
  ]
}
