#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

extension Span<UInt8> {
  /// Whether these bytes are the ASCII text.
  func hasText(_ text: StaticString, at start: Int) -> Bool {
    guard start >= 0, count - start >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { text in
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
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { bytes in
      var blank: UInt8 = 0
      for index in range { blank |= unsafe bytes[index] <= 0x20 ? 1 : 0 }
      return blank == 1
    }
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
