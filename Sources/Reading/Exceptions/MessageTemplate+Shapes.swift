/// The shapes of words that differ from one occurrence of a message to the next.
///
/// Each function is asked where a word starts, and answers where what it knows ends.
enum Shape {
  /// `https://`, `jdbc:`…; the end of the scheme.
  static func address(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    var index = start
    let limit = min(end, start + 16)
    while index < limit, JavaName.isLetter(bytes[index]) { index += 1 }
    guard index > start + 1, index + 3 <= end, bytes.hasText("://", at: index) else { return nil }
    return index + 3
  }

  /// Eight, four, four, four and twelve hexadecimal digits.
  static func uuidEnd(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard end - start >= 36 else { return nil }
    for offset in 0..<36 {
      let byte = bytes[start + offset]
      let isHyphen = offset == 8 || offset == 13 || offset == 18 || offset == 23
      guard isHyphen ? byte == 0x2D : isHex(byte) else { return nil }
    }
    return isEnd(start + 36, before: end, in: bytes) ? start + 36 : nil
  }

  /// `2026-03-29`, `29.03.2026 00:00:01.5`, `2026-03-29T00:00:01Z`, `00:00:01,653`.
  static func timeEnd(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard ErrorLogTime.isDigit(bytes[start]) else { return nil }
    guard let date = dateEnd(at: start, before: end, in: bytes) else {
      return clockEnd(at: start, before: end, in: bytes)
    }
    guard date + 1 < end, bytes[date] == 0x20 || bytes[date] == 0x54 || bytes[date] == 0x3A,
      let clock = clockEnd(at: date + 1, before: end, in: bytes)
    else { return isEnd(date, before: end, in: bytes) ? date : nil }
    return clock
  }

  // Three numbers with the same separator, one of four digits and two of two.
  private static func dateEnd(
    at start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    guard end - start >= 10 else { return nil }
    let isYearFirst = ErrorLogTime.isDigit(bytes[start + 2])
    let (first, second) = isYearFirst ? (4, 7) : (2, 5)
    let separator = bytes[start + first]
    guard separator == 0x2D || separator == 0x2E || separator == 0x2F,
      bytes[start + second] == separator
    else { return nil }
    for offset in 0..<10 where offset != first && offset != second {
      guard ErrorLogTime.isDigit(bytes[start + offset]) else { return nil }
    }
    return start + 10
  }

  private static func clockEnd(
    at start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    guard end - start >= 8, bytes[start + 2] == 0x3A, bytes[start + 5] == 0x3A else { return nil }
    for offset in 0..<8 where offset != 2 && offset != 5 {
      guard ErrorLogTime.isDigit(bytes[start + offset]) else { return nil }
    }
    var index = start + 8
    if index + 1 < end, bytes[index] == 0x2E || bytes[index] == 0x2C,
      ErrorLogTime.isDigit(bytes[index + 1])
    {
      index += 1
      while index < end, ErrorLogTime.isDigit(bytes[index]) { index += 1 }
    }
    if index < end, bytes[index] == 0x5A { return index + 1 }
    if index + 4 < end, bytes[index] == 0x2B || bytes[index] == 0x2D,
      ErrorLogTime.isDigit(bytes[index + 1])
    {
      index += 1
      while index < end, ErrorLogTime.isDigit(bytes[index]) || bytes[index] == 0x3A { index += 1 }
    }
    return isEnd(index, before: end, in: bytes) ? index : nil
  }

  /// Four numbers with points, or hexadecimal groups with at least two colons; a port behind.
  static func ipEnd(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    var (index, points, colons, digits) = (start, 0, 0, 0)
    let limit = min(end, start + 48)
    while index < limit {
      let byte = bytes[index]
      if byte == 0x2E {
        points += 1
      } else if byte == 0x3A {
        colons += 1
      } else if isHex(byte) {
        if ErrorLogTime.isDigit(byte) { digits += 1 } else if points > 0 { return nil }
      } else {
        break
      }
      index += 1
    }
    while index > start, bytes[index - 1] == 0x2E || bytes[index - 1] == 0x3A {
      if bytes[index - 1] == 0x2E { points -= 1 } else { colons -= 1 }
      index -= 1
    }
    guard digits > 0, isEnd(index, before: end, in: bytes) else { return nil }
    if points == 3, colons <= 1 { return index }
    return points == 0 && colons >= 2 ? index : nil
  }

  /// `0x7f32`, `4a82669b` behind `@`, or eight digits and more of which one is no letter
  /// and one is no decimal digit.
  static func hexEnd(
    at start: Int, before end: Int, isBehindAt: Bool, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    let isMarked = bytes.hasText("0x", at: start)
    var index = isMarked ? start + 2 : start
    let first = index
    var (letters, digits) = (0, 0)
    while index < end, isHex(bytes[index]) {
      if ErrorLogTime.isDigit(bytes[index]) { digits += 1 } else { letters += 1 }
      index += 1
    }
    guard index > first, isEnd(index, before: end, in: bytes) else { return nil }
    if isMarked { return index }
    if isBehindAt { return index - first >= 4 ? index : nil }
    return index - first >= 8 && letters > 0 && digits > 0 ? index : nil
  }

  /// `name@host.domain`.
  static func mailEnd(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    var index = start
    let limit = min(end, start + 96)
    while index < limit, isMailPart(bytes[index]) { index += 1 }
    guard index > start, index + 1 < limit, bytes[index] == 0x40 else { return nil }
    let host = index + 1
    index = host
    while index < limit, isMailPart(bytes[index]) { index += 1 }
    while index > host, bytes[index - 1] == 0x2E { index -= 1 }
    guard let point = bytes.firstIndex(of: 0x2E, in: host..<index), point > host else {
      return nil
    }
    return index
  }

  /// `AH00292`, `AEM-AUT-001-004`, `OakState0001`.
  static func codeEnd(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard JavaName.isCapital(bytes[start]) else { return nil }
    var (index, run, longest, small, capitals) = (start, 0, 0, 0, 0)
    let limit = min(end, start + 40)
    while index < limit {
      let byte = bytes[index]
      if ErrorLogTime.isDigit(byte) {
        run += 1
        longest = max(longest, run)
      } else if JavaName.isLetter(byte) {
        if JavaName.isCapital(byte) { capitals += 1 } else { small += 1 }
        run = 0
      } else if byte == 0x2D, small == 0, index + 1 < limit,
        TemplateWalk.isWord(bytes[index + 1])
      {
        run = 0
      } else {
        break
      }
      index += 1
    }
    guard longest > 0, longest <= 6, isEnd(index, before: end, in: bytes) else { return nil }
    return small == 0 ? (capitals > 1 ? index : nil) : (run >= 4 ? index : nil)
  }

  private static func isEnd(_ index: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Bool
  {
    index >= end || !TemplateWalk.isWord(bytes[index])
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    ErrorLogTime.isDigit(byte) || (byte | 0x20) &- 0x61 < 6
  }

  private static func isMailPart(_ byte: UInt8) -> Bool {
    TemplateWalk.isWord(byte) || byte == 0x2E || byte == 0x2D || byte == 0x2B
  }
}

extension Span<UInt8> {
  /// Whether a decimal digit is among these bytes.
  func hasDigit(_ range: Range<Int>) -> Bool {
    for index in range where ErrorLogTime.isDigit(self[index]) { return true }
    return false
  }
}
