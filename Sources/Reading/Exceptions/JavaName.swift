/// The bytes that names of Java classes, methods and packages are made of.
enum JavaName {
  /// Longer ones are no names.
  static let longest = 512

  /// A letter, a digit, `_`, `$`, or a part of a letter outside ASCII.
  static func isPart(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x24 || byte >= 0x80
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// The first byte that is neither of a name in ASCII nor joins names in the call of a stack
  /// trace; `nil` where that takes more than a look at eight bytes at a time, and before the
  /// eighth.
  static func endOfCall(
    from start: Int, before limit: Int, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    var index = start
    while index < limit, bytes.count - index >= 8 {
      let others = ~callParts(bytes.word(at: index)) & UInt64.highs
      if others != 0 {
        index += others.trailingZeroBitCount / 8
        return index - start >= 8 && index < limit ? index : nil
      }
      index += 8
    }
    return nil
  }

  /// Marks, by its high bit, each of eight bytes that is a letter, a digit, or among `-./_$<>`.
  private static func callParts(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // What is no ASCII stays out. A sum sets the high bit of each byte from a bound on; none
    // carries into the next.
    let plain = word & ~UInt64.highs
    let small = plain | ones << 5
    let letters = (small &+ ones &* 0x1F) & ~(small &+ ones &* 0x05)
    let figures = (plain &+ ones &* 0x53) & ~(plain &+ ones &* 0x46)
    let others =
      plain.marks(of: 0x24) | plain.marks(of: 0x5F) | plain.marks(of: 0x3C)
      | plain.marks(of: 0x3E)
    return (letters | figures | others) & ~word
  }

  static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// The end of the dotted name that starts here; a point at its end does not belong to it.
  static func end(from start: Int, before limit: Int, in bytes: borrowing Span<UInt8>) -> Int {
    var end = start
    let limit = min(limit, start + longest)
    while end < limit, isPart(bytes[end]) || bytes[end] == 0x2E { end += 1 }
    while end > start, bytes[end - 1] == 0x2E { end -= 1 }
    return end
  }

  /// Whether it has a package, and a class that starts with a capital letter.
  static func isQualifiedClass(_ name: Range<Int>, in bytes: borrowing Span<UInt8>) -> Bool {
    guard let point = lastPoint(of: name, in: bytes), point > name.lowerBound,
      isLetter(bytes[name.lowerBound]), point + 1 < name.upperBound
    else { return false }
    return isCapital(bytes[point + 1])
  }

  /// Whether its last part says that it can be thrown.
  static func isThrowable(_ name: Range<Int>, in bytes: borrowing Span<UInt8>) -> Bool {
    let end = name.upperBound
    return bytes.hasText("Exception", at: max(name.lowerBound, end - 9))
      || bytes.hasText("Error", at: max(name.lowerBound, end - 5))
      || bytes.hasText("Throwable", at: max(name.lowerBound, end - 9))
  }

  static func lastPoint(of name: Range<Int>, in bytes: borrowing Span<UInt8>) -> Int? {
    var index = name.upperBound
    while index > name.lowerBound {
      index -= 1
      if bytes[index] == 0x2E { return index }
    }
    return nil
  }

  /// Where the name starts whose line feed was lost: `failedorg.apache.…`, `abortedjavax.jcr.…`.
  ///
  /// Nobody knows where a word ends and a package begins, save for the packages that most
  /// exceptions are in.
  static func startBehindGlue(
    _ name: Range<Int>, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    guard let point = bytes.firstIndex(of: 0x2E, in: name) else { return nil }
    func behind(_ root: StaticString, at start: Int) -> Int? {
      start > name.lowerBound && bytes.hasText(root, at: start) ? start : nil
    }
    return behind("java.", at: point - 4) ?? behind("javax.", at: point - 5)
      ?? behind("jakarta.", at: point - 7) ?? behind("org.", at: point - 3)
      ?? behind("com.adobe.", at: point - 3) ?? behind("com.day.", at: point - 3)
      ?? behind("com.sun.", at: point - 3)
  }
}
