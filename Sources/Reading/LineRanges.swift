extension [UInt8] {
  /// The lines, each without its line feed and carriage return.
  var lines: LineRanges { LineRanges(bytes: self) }

  /// The text of these bytes without white space around it.
  func trimmedText(_ range: Range<Int>) -> String {
    String(decoding: self[trimmed(range)], as: UTF8.self)
  }

  /// These bytes without white space around them.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start] <= 0x20 { start += 1 }
    while end > start, self[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}

/// The lines of a text, as ranges of bytes.
struct LineRanges: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    let end = bytes.span.firstIndex(of: 0x0A, in: start..<bytes.count) ?? bytes.count
    position = Swift.min(end + 1, bytes.count)
    return start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
  }
}
