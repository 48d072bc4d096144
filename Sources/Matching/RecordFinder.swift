import Model

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Finds the record around a place in a buffer that starts with a record.
struct RecordFinder {
  private let boundaries: any RecordBoundaries

  init(boundaries: any RecordBoundaries) {
    self.boundaries = boundaries
  }

  /// The record that holds the byte at `offset`.
  ///
  /// - Parameters:
  ///   - lowerBound: Where a record is known to start, at or before `offset`.
  ///   - end: Where the buffer's valid bytes end; the last record ends there.
  /// - Complexity: Linear in the length of the record.
  func record(
    around offset: Int, from lowerBound: Int, to end: Int, in bytes: [UInt8]
  ) -> Range<Int> {
    let span = bytes.span
    var start = lineStart(before: offset, from: lowerBound, in: bytes)
    while start > lowerBound, !boundaries.startsRecord(atLine: start, in: span) {
      start = lineStart(before: start - 1, from: lowerBound, in: bytes)
    }
    var next = nextLine(after: offset, to: end, in: bytes)
    while next < end, !boundaries.startsRecord(atLine: next, in: span) {
      next = nextLine(after: next, to: end, in: bytes)
    }
    return start..<next
  }

  private func lineStart(before offset: Int, from lowerBound: Int, in bytes: [UInt8]) -> Int {
    bytes.lastOffset(of: UInt8(ascii: "\n"), in: lowerBound..<max(lowerBound, offset))
      .map { $0 + 1 } ?? min(lowerBound, offset)
  }

  private func nextLine(after offset: Int, to end: Int, in bytes: [UInt8]) -> Int {
    bytes.firstOffset(of: UInt8(ascii: "\n"), in: offset..<end).map { $0 + 1 } ?? end
  }
}

extension [UInt8] {
  /// The first offset of a byte within a range, by the C library's vectorised search.
  public func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBytes { raw -> Int? in
      guard let base = raw.baseAddress else { return nil }
      let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
    }
  }

  /// The last offset of a byte within a range, eight bytes at a time.
  public func lastOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBytes { raw -> Int? in
      let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
      let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
      var end = range.upperBound
      while end - range.lowerBound >= 8 {
        let word = UInt64(
          littleEndian: unsafe raw.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self))
        let rest = word ^ pattern
        // The high bit of each byte of which nothing is left.
        let found = ~(((rest & lows) &+ lows) | rest | lows)
        if found != 0 { return end - 1 - found.leadingZeroBitCount / 8 }
        end -= 8
      }
      while end > range.lowerBound {
        end -= 1
        if unsafe raw[end] == byte { return end }
      }
      return nil
    }
  }

  /// Whether a byte string stands within a range.
  func contains(_ needle: [UInt8], in range: Range<Int>) -> Bool {
    firstOffset(of: needle, in: range) != nil
  }

  /// Where a byte string stands first within a range.
  ///
  /// - Complexity: Linear in the range for strings of bounded length.
  func firstOffset(of needle: [UInt8], in range: Range<Int>) -> Int? {
    guard let first = needle.first else { return range.lowerBound }
    var start = range.lowerBound
    while range.upperBound - start >= needle.count,
      let found = firstOffset(of: first, in: start..<range.upperBound - needle.count + 1)
    {
      if has(needle, at: found) { return found }
      start = found + 1
    }
    return nil
  }

  private func has(_ needle: [UInt8], at start: Int) -> Bool {
    for offset in needle.indices where self[start + offset] != needle[offset] { return false }
    return true
  }
}
