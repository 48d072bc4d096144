// The parts that headers of servers are made of: words, brackets, quotes.
extension HeaderCursor {
  /// What stands before the next blank; blanks behind it are passed over.
  mutating func takeWord(in buffer: borrowing Span<UInt8>) -> Range<Int>? {
    guard position < end else { return nil }
    let start = position
    while position < end, buffer[position] != 0x20, buffer[position] != 0x09 { position += 1 }
    let word = start..<position
    skipSpaces(in: buffer)
    return word.isEmpty ? nil : word
  }

  /// What stands in the brackets that open here, up to the first that closes.
  mutating func takeBracketed(in buffer: borrowing Span<UInt8>) -> Range<Int>? {
    guard position < end, buffer[position] == 0x5B,
      let close = buffer.firstIndex(of: 0x5D, in: position..<end)
    else { return nil }
    defer {
      position = close + 1
      skipSpaces(in: buffer)
    }
    return position + 1..<close
  }

  /// What stands in the quotes that open here; a backslash keeps a quote from closing them.
  mutating func takeQuoted(in buffer: borrowing Span<UInt8>) -> Range<Int>? {
    guard position < end, buffer[position] == 0x22 else { return nil }
    var close = position + 1
    while close < end, buffer[close] != 0x22 { close += buffer[close] == 0x5C ? 2 : 1 }
    guard close < end else { return nil }
    defer {
      position = close + 1
      skipSpaces(in: buffer)
    }
    return position + 1..<close
  }

  /// Digits here, followed by a blank or the end.
  mutating func takeNumber(in buffer: borrowing Span<UInt8>) -> Range<Int>? {
    var next = position
    while next < end, ErrorLogTime.isDigit(buffer[next]) { next += 1 }
    guard next > position, next == end || buffer[next] == 0x20 else { return nil }
    return takeWord(in: buffer)
  }
}

extension Span<UInt8> {
  /// The number that these digits write, if it is one of at most 18 digits.
  func number(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 18 else { return nil }
    var value = 0
    for index in range {
      guard ErrorLogTime.isDigit(self[index]) else { return nil }
      value = value * 10 + Int(self[index] - 0x30)
    }
    return value
  }

  /// Whether this is the name of a pod of the Cloud Service, also one that was made unreadable.
  ///
  /// `cm-p<program>-e<environment>-aem-(author|publish)-…`, `aem-author-pod-1`.
  func isPod(_ range: Range<Int>) -> Bool {
    guard range.count >= 6 else { return false }
    if hasText("cm-p", at: range.lowerBound) { return true }
    return hasText("aem-author", at: range.lowerBound)
      || hasText("aem-publish", at: range.lowerBound)
  }

  /// Where the ASCII text, which is not empty, first stands within a range.
  func firstIndex(of text: StaticString, in range: Range<Int>) -> Int? {
    let first = text.withUTF8Buffer { unsafe $0[0] }
    let last = range.upperBound - text.utf8CodeUnitCount
    guard range.lowerBound <= last else { return nil }
    for index in range.lowerBound...last
    where self[index] == first && hasText(text, at: index) { return index }
    return nil
  }

  /// The words of an HTTP request line: `GET /path HTTP/1.1`, blanks in the path kept.
  func requestLine(
    _ range: Range<Int>
  ) -> (method: Range<Int>, path: Range<Int>, version: Range<Int>?)? {
    guard let blank = firstIndex(of: 0x20, in: range), blank > range.lowerBound else { return nil }
    var last = range.upperBound
    while last > blank + 1, self[last - 1] != 0x20 { last -= 1 }
    let method = range.lowerBound..<blank
    guard hasText("HTTP/", at: last), last > blank + 1 else {
      return (method, blank + 1..<range.upperBound, nil)
    }
    return (method, blank + 1..<last - 1, last..<range.upperBound)
  }
}
