extension SecretPairs {
  /// Reads what a sentence, a table or a tab gives as the value of a secret's name.
  ///
  /// Sentences and tables say more about secrets than their values, so that only what
  /// looks like one is taken: `the password is wrong` is shown.
  ///
  /// - Parameter offset: Where the name ends.
  /// - Returns: Where the value ends, or `nil` if there is none.
  mutating func readStatement(of kind: SecretName, name: Range<Int>, from offset: Int) -> Int? {
    if case .header = kind { return nil }
    let start = skip(from: offset, while: Byte.isBlank)
    if text.has("|", at: start) { return readCell(from: start + 1, name: name) }
    guard let value = copulaEnd(at: start, isBehindBlank: start > offset) else { return nil }
    let word: Range<Int>
    let end: Int
    if let quoted = quotedText(at: value) {
      (word, end) = (trimmed(blanksOf: quoted.content), quoted.end)
    } else {
      end = skip(from: value, atMost: 256) { !Byte.isSpace($0) && !Byte.isQuote($0) }
      word = value..<end
    }
    guard looksChosen(word) else { return nil }
    claim(word)
    return end
  }

  /// Past `is `, `est `, `は`; with the blanks that follow.
  private func copulaEnd(at offset: Int, isBehindBlank: Bool) -> Int? {
    if text.has("は", at: offset) || text.has("が", at: offset) {
      return skip(from: offset + 3, while: Byte.isBlank)
    }
    guard isBehindBlank else { return nil }
    let word = skip(from: offset, atMost: 8, while: Byte.isLetter)
    guard
      ["is", "was", "est"].contains(
        String(decoding: text.bytes[offset..<word].map(Byte.lowercased), as: UTF8.self))
    else { return nil }
    let value = skip(from: word, while: Byte.isBlank)
    return value > word ? value : nil
  }

  /// The next cell of a table whose lines look like `| client_secret | … |`.
  private mutating func readCell(from start: Int, name: Range<Int>) -> Int? {
    var before = name.lowerBound
    while before > 0, Byte.isBlank(text.bytes[before - 1]) || text.bytes[before - 1] == 0x60 {
      before -= 1
    }
    guard text.has("|", at: before - 1) else { return nil }
    let end = skip(from: start, atMost: 1_024) {
      !Byte.isLineEnd($0) && $0 != UInt8(ascii: "|")
    }
    let cell = trimmed(blanksOf: start..<end)
    guard looksChosen(cell) else { return nil }
    claim(cell)
    return end
  }

  private func trimmed(blanksOf range: Range<Int>) -> Range<Int> {
    let start = min(
      skip(from: range.lowerBound) { Byte.isBlank($0) || $0 == 0x60 }, range.upperBound)
    var end = range.upperBound
    while end > start {
      if Byte.isBlank(text.bytes[end - 1]) || text.bytes[end - 1] == 0x60 {
        end -= 1
      } else if text.has("\u{A0}", at: end - 2) {
        end -= 2
      } else if text.has("\u{202F}", at: end - 3) || text.has("\u{3000}", at: end - 3) {
        end -= 3
      } else {
        break
      }
    }
    return start..<max(start, end)
  }

  /// Whether a word is none of a language: letters with digits or marks among them.
  private func looksChosen(_ range: Range<Int>) -> Bool {
    let word = text.bytes[range]
    guard word.count >= 6, !word.contains(where: Byte.isSpace) else { return false }
    return word.contains(where: Byte.isLetter)
      && word.contains { Byte.isDigit($0) || "!@#$%^&*+=?~".utf8.contains($0) }
  }
}
