extension SecretPairs {
  /// Reads what follows a secret's name and claims the value, in whichever notation it stands.
  ///
  /// - Returns: Where the value ends, or `nil` if none follows.
  mutating func readValue(of kind: SecretName, name: Range<Int>) -> Int? {
    if opensElement(name) { return readElement(from: name.upperBound) }
    let (closing, isQuoted) = quoteEnd(after: name.upperBound)
    var offset = skip(from: closing, atMost: 2) {
      $0 == Byte.closeBracket || $0 == Byte.closeParenthesis
    }
    let gap = offset
    offset = skip(from: offset, while: Byte.isBlank)
    guard let separator = mark(at: offset) else { return nil }
    switch separator.byte {
    case Byte.equals, Byte.colon:
      let end = skip(from: offset, atMost: 24) {
        $0 == Byte.equals || $0 == Byte.colon || $0 == Byte.greater
      }
      return readAssigned(
        Assignment(
          kind: kind, name: name, isNameQuoted: isQuoted,
          joint: separator.byte == Byte.colon ? .colon : .equals),
        from: end)
    case Byte.greater where isQuoted:
      return readElement(from: offset) ?? readPaired(from: gap, kind: kind, name: name)
    case _ where isQuoted:
      return readPart(from: offset) ?? readPaired(from: gap, kind: kind, name: name)
        ?? readStatement(of: kind, name: name, from: gap)
    case _ where offset > gap && text.has("-", at: name.lowerBound - 1):
      return readAssigned(
        Assignment(kind: kind, name: name, isNameQuoted: false, joint: .blank), from: offset)
    case _ where kind == .strong && text.bytes[gap..<offset].contains(0x09):
      return readAssigned(
        Assignment(kind: kind, name: name, isNameQuoted: false, joint: .colon), from: offset)
    default:
      return readStatement(of: kind, name: name, from: gap)
    }
  }

  /// A name and how it is joined to its value.
  struct Assignment {
    var kind: SecretName
    var name: Range<Int>
    var isNameQuoted: Bool
    var joint: Joint
  }

  /// Past the quote that closes a name, and past the type of `"password:String"` before it.
  private func quoteEnd(after offset: Int) -> (end: Int, isQuoted: Bool) {
    var end = offset
    if text.has(":", at: end) {
      let type = skip(from: end + 1, atMost: 16) {
        Byte.isLetter($0) || $0 == Byte.openBracket || $0 == Byte.closeBracket
      }
      if type > end + 1, let quote = mark(at: type), Byte.isQuote(quote.byte) { end = type }
    }
    end = skip(from: end, atMost: 16) { $0 == Byte.backslash }
    guard let quote = mark(at: end), Byte.isQuote(quote.byte) else { return (offset, false) }
    return (end + quote.length, true)
  }

  enum Joint { case equals, colon, blank }

  // MARK: After a separator

  private mutating func readAssigned(_ assignment: Assignment, from start: Int) -> Int? {
    var offset = skip(from: start, while: Byte.isBlank)
    if let end = mark(at: offset), Byte.isLineEnd(end.byte) {
      let next = skip(from: offset, atMost: 256, while: Byte.isSpace)
      guard assignment.isNameQuoted else { return readList(from: offset, name: assignment.name) }
      offset = next
    }
    guard let first = mark(at: offset) else { return nil }
    if assignment.joint == .colon, let end = readBlock(from: offset, name: assignment.name) {
      return end
    }
    switch first.byte {
    case Byte.openBracket, Byte.openParenthesis:
      if text.has("[secret-", at: offset) { return offset + first.length }
      return readArray(from: offset + first.length, assignment)
    case Byte.openBrace where opensObject(at: offset + first.length):
      enterObject(at: offset)
      return offset + first.length
    default:
      break
    }
    // `T"…"` of Felix, `b"…"` of Python.
    let typed = Byte.isLetter(first.byte) ? offset + first.length : offset
    for place in [offset, typed] {
      if let quoted = quotedText(at: place) {
        claimQuoted(quoted.content, assignment)
        return quoted.end
      }
    }
    return readUnquoted(from: offset, assignment)
  }

  private func opensObject(at offset: Int) -> Bool {
    let inside = skip(from: offset, atMost: 64) { Byte.isSpace($0) || $0 == Byte.backslash }
    guard let unit = mark(at: inside) else { return false }
    if Byte.isQuote(unit.byte) { return true }
    let nameEnd = skip(from: inside, atMost: 64, while: Self.isNameByte)
    let separator = mark(at: skip(from: nameEnd, atMost: 8, while: Byte.isBlank))
    return nameEnd > inside && (separator?.byte == Byte.colon || separator?.byte == Byte.equals)
  }

  /// Reads the elements of `["a", "b"]`, or of `[a, b]` to its end.
  private mutating func readArray(from start: Int, _ assignment: Assignment) -> Int? {
    var offset = start
    var isFirst = true
    while true {
      let next = skip(from: offset) { Byte.isSpace($0) || $0 == Byte.comma || $0 == Byte.backslash }
      // A backslash may belong to the quote rather than to the end of the line.
      let place = backslashes(before: next, notBefore: offset)
      guard let quoted = quotedText(at: place) else {
        return isFirst ? readUnquotedArray(from: start) : next
      }
      claimQuoted(quoted.content, assignment)
      offset = quoted.end
      isFirst = false
    }
  }

  private mutating func readUnquotedArray(from start: Int) -> Int {
    let end = skip(from: start) {
      !Byte.isLineEnd($0) && $0 != Byte.closeBracket && $0 != Byte.closeParenthesis
    }
    claim(start..<end)
    return end
  }

  private func backslashes(before offset: Int, notBefore floor: Int) -> Int {
    var start = offset
    while start > floor, offset - start < 16, text.bytes[start - 1] == Byte.backslash { start -= 1 }
    return start
  }

  // MARK: XML

  /// Whether the name is that of an element: `<password>`, `<ns:password>`, `&lt;password&gt;`.
  private func opensElement(_ name: Range<Int>) -> Bool {
    var start = name.lowerBound
    if text.has(":", at: start - 1) {
      start -= 1
      while start > 0, name.lowerBound - start < 32, Self.isNameByte(text.bytes[start - 1]) {
        // The letters of an entity end at its semicolon, which is no name byte.
        start -= 1
      }
    }
    return text.has("<", at: start - 1) || text.has("&lt;", at: start - 4)
      || text.has("%3C", at: start - 3) || text.has("%3c", at: start - 3)
      || text.has("u003c", at: start - 5) || text.has("u003C", at: start - 5)
  }

  /// Reads from the inside of a start tag to the end tag.
  private mutating func readElement(from tag: Int) -> Int? {
    let close = skip(from: tag, atMost: 512) { $0 != Byte.greater && $0 != Byte.less }
    guard let greater = mark(at: close), greater.byte == Byte.greater,
      !text.has("/", at: close - 1)
    else { return nil }
    var start = close + greater.length
    if text.has("<![CDATA[", at: start) { start += 9 }
    let end = skip(from: start) { $0 != Byte.less }
    guard let less = mark(at: end) else {
      // The excerpt was cut inside the element.
      claim(start..<end)
      return end
    }
    guard mark(at: end + less.length)?.byte == Byte.slash || text.has("<![CDATA[", at: start - 9)
    else { return nil }
    claim(start..<end)
    return end
  }

  // MARK: Names and values in fields of their own

  /// The value of a form part: `name="client_secret"`, an empty line, the value.
  private mutating func readPart(from offset: Int) -> Int? {
    let start = skip(from: offset, atMost: 8, while: Byte.isLineEnd)
    let feeds = text.bytes[offset..<min(start, text.count)].count { $0 == Byte.lineFeed }
    guard feeds >= 2 else { return nil }
    let end = skip(from: start) { !Byte.isLineEnd($0) }
    claim(start..<end)
    return end
  }

  /// The value of `{"name": "client_secret", "value": "…"}` and `<property name="password" value="…"/>`.
  private mutating func readPaired(from start: Int, kind: SecretName, name: Range<Int>) -> Int? {
    var offset = start
    while offset - start < 192, let unit = mark(at: offset) {
      if unit.byte == Byte.openBrace || unit.byte == Byte.closeBrace { return nil }
      guard Self.isNameByte(unit.byte) else {
        offset += unit.length
        continue
      }
      let end = skip(from: offset, atMost: 64, while: Self.isNameByte)
      if ["value", "values"].contains(
        String(decoding: text.bytes[offset..<end].map(Byte.lowercased), as: UTF8.self))
      {
        let (closing, isQuoted) = quoteEnd(after: end)
        let separator = skip(from: closing, atMost: 8, while: Byte.isBlank)
        guard let byte = mark(at: separator)?.byte else { return nil }
        if byte == Byte.greater { return readElement(from: separator) }
        guard byte == Byte.equals || byte == Byte.colon else { return nil }
        return readAssigned(
          Assignment(
            kind: .strong, name: name, isNameQuoted: isQuoted,
            joint: byte == Byte.colon ? .colon : .equals),
          from: separator + 1)
      }
      offset = max(end, offset + unit.length)
    }
    return nil
  }

  // MARK: YAML

  /// The lines of a block scalar, `|` or `>`.
  private mutating func readBlock(from offset: Int, name: Range<Int>) -> Int? {
    guard text.has("|", at: offset) || text.has(">", at: offset) else { return nil }
    let end = skip(from: offset + 1, atMost: 3) {
      $0 == Byte.hyphen || $0 == UInt8(ascii: "+") || Byte.isDigit($0)
    }
    guard let lineEnd = mark(at: end), Byte.isLineEnd(lineEnd.byte) else { return nil }
    return readLines(from: end, deeperThan: margin(of: name)) { _ in true }
  }

  /// The items of a list below the name.
  private mutating func readList(from offset: Int, name: Range<Int>) -> Int? {
    let margin = margin(of: name)
    guard margin >= 0 else { return nil }
    return readLines(from: offset, deeperThan: margin - 1) { $0 == Byte.hyphen }
  }

  private mutating func readLines(
    from start: Int, deeperThan margin: Int, where isItem: (UInt8) -> Bool
  ) -> Int? {
    var end = start
    while end < text.count {
      let line = skip(from: end, while: Byte.isLineEnd)
      let content = skip(from: line, while: Byte.isBlank)
      guard content - line > margin, let first = mark(at: content), isItem(first.byte) else {
        break
      }
      let item = skip(from: content) { Byte.isBlank($0) || $0 == Byte.hyphen }
      end = skip(from: item) { !Byte.isLineEnd($0) }
      claim((first.byte == Byte.hyphen ? item : content)..<end)
    }
    return end > start ? end : nil
  }

  /// How far a name is indented, or -1 if something stands before it on its line.
  func margin(of name: Range<Int>) -> Int {
    var start = name.lowerBound
    while start > 0, name.lowerBound - start < 80, !Byte.isLineEnd(text.bytes[start - 1]) {
      start -= 1
    }
    let before = text.bytes[start..<name.lowerBound]
    let isMargin =
      before.allSatisfy { Byte.isBlank($0) || $0 == Byte.hyphen }
      || text.has("export ", at: name.lowerBound - 7)
    return isMargin ? before.count : -1
  }
}
