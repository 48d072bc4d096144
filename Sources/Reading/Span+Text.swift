#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

extension Span<UInt8> {
  /// Whether these bytes are the ASCII text.
  ///
  /// Most are not, as the first shows already.
  @inline(__always)
  func hasText(_ text: StaticString, at start: Int) -> Bool {
    guard start >= 0, count - start >= text.utf8CodeUnitCount,
      unsafe text.utf8CodeUnitCount == 0 || self[start] == text.utf8Start.pointee
    else { return false }
    return hasWhole(text, at: start)
  }

  private func hasWhole(_ text: StaticString, at start: Int) -> Bool {
    text.withUTF8Buffer { text in
      for offset in 0..<text.count where unsafe self[start + offset] != text[offset] {
        return false
      }
      return true
    }
  }

  /// The offset of the first such byte in the range, by the C library's vectorised search.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBytes { raw -> Int? in
      guard let base = raw.baseAddress else { return nil }
      let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
    }
  }

  /// Whether a space or a control character of ASCII is among these bytes.
  func hasBlank(_ range: Range<Int>) -> Bool {
    guard range.count >= 8 else { return range.contains { self[$0] <= 0x20 } }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = range.lowerBound
    while index < range.upperBound {
      let word = word(at: Swift.min(index, range.upperBound - 8))
      // A high bit is left where a byte is below 0x21, and nowhere if none is.
      if (word &- ones &* 0x21) & ~word & ones << 7 != 0 { return true }
      index += 8
    }
    return false
  }

  /// Eight bytes as one number, the first of them its lowest.
  @inlinable
  func word(at start: Int) -> UInt64 {
    precondition(start >= 0 && count - start >= 8)
    return unsafe withUnsafeBytes { raw in
      UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
  }

  /// The end of the line that holds this place, its line feed and carriage return excluded.
  func endOfLine(from start: Int, before limit: Int) -> Int {
    let end = firstIndex(of: 0x0A, in: start..<limit) ?? limit
    return end > start && self[end - 1] == 0x0D ? end - 1 : end
  }

  /// The text of these bytes; what is no UTF-8 is replaced by U+FFFD.
  func text(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension UInt64 {
  /// The high bit of each of eight bytes.
  static var highs: UInt64 { 0x8080_8080_8080_8080 }

  /// The high bit of each of eight bytes that is the one asked for.
  func marks(of byte: UInt8) -> UInt64 {
    let rest = self ^ UInt64(byte) &* 0x0101_0101_0101_0101
    return ~((rest & ~Self.highs) &+ ~Self.highs | rest) & Self.highs
  }
}
