import Intake
import Matching
import Model

/// A text that is read once, from its start to its end.
protocol TextSource: AnyObject {
  /// Its first bytes, up to 64 KiB.
  var head: [UInt8] { get }

  /// Reads on into the buffer from `offset` on, and gives the number of bytes, 0 at the end.
  func read(into buffer: inout [UInt8], at offset: Int) -> Int
}

extension Document: TextSource {}

/// A document cut into buffers that each start with a record.
///
/// A buffer is cut before the last record header in it, and what follows moves
/// to the next. A record longer than the largest buffer is cut at a line, and a
/// line longer than that anywhere: the pieces then count as records of their
/// own, and `hasCutRecords` says so.
struct RecordChunks {
  /// How much is read at a time.
  static let usualSize = 2 << 20

  /// How far a buffer may grow to hold one record whole, unless told otherwise.
  static let largestSize = IntakeLimits().record

  private let document: any TextSource
  private let boundaries: any RecordBoundaries
  private let largestSize: Int
  private var buffer: [UInt8]
  private var filled = 0
  private var consumed = 0
  private var hasEnded = false

  /// Whether a record was too long for a buffer.
  private(set) var hasCutRecords = false

  /// Where the current buffer's first byte stands in the document.
  private(set) var offset = 0

  init(
    document: any TextSource, boundaries: any RecordBoundaries, usualSize: Int = Self.usualSize,
    largestSize: Int = Self.largestSize
  ) {
    self.document = document
    self.boundaries = boundaries
    // A document that its head holds whole needs no more room than that, and there may be
    // a hundred thousand of them; one more byte finds the end.
    let isWholeInHead = document.head.count < 1 << 16
    let enough = isWholeInHead ? document.head.count + 1 : usualSize
    self.largestSize = largestSize
    buffer = [UInt8](repeating: 0, count: min(usualSize, largestSize, enough))
  }

  /// Lends the next buffer and the range in it that holds whole records.
  ///
  /// A mark of byte order at the start of the document belongs to no record.
  ///
  /// - Returns: What `body` returned, or `nil` at the end of the document.
  mutating func next<Result>(
    _ body: (_ bytes: [UInt8], _ range: Range<Int>, _ offset: Int) throws -> Result
  ) rethrows -> Result? {
    advance()
    while true {
      fill()
      if hasEnded {
        guard filled > 0 else { return nil }
        consumed = filled
      } else if let cut = lastRecordStart() {
        consumed = cut
      } else if buffer.count < largestSize {
        buffer += [UInt8](repeating: 0, count: min(buffer.count, largestSize - buffer.count))
        continue
      } else {
        hasCutRecords = true
        consumed = lastLineStart() ?? filled
      }
      let start = offset == 0 && buffer.starts(with: Self.mark) ? min(3, consumed) : 0
      return try body(buffer, start..<consumed, offset)
    }
  }

  /// Gives the next buffer away, with the range in it that holds whole records.
  ///
  /// - Parameter spare: A buffer that is no longer needed, to be filled next.
  /// - Returns: `nil` at the end of the document.
  mutating func take(
    reusing spare: consuming [UInt8]
  ) -> (bytes: [UInt8], range: Range<Int>, offset: Int)? {
    guard let (range, start) = next({ _, range, offset in (range, offset) }) else { return nil }
    let left = consumed..<filled
    var other = spare
    if left.isEmpty, hasEnded {
      other = []
    } else if other.count != buffer.count {
      other = [UInt8](repeating: 0, count: buffer.count)
    }
    unsafe buffer.withUnsafeBytes { bytes in
      unsafe other.withUnsafeMutableBytes { other in
        unsafe other.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[left]))
      }
    }
    swap(&buffer, &other)
    (offset, filled, consumed) = (offset + consumed, left.count, 0)
    return (other, range, start)
  }

  /// Moves what the last buffer did not give to the front.
  private mutating func advance() {
    guard consumed > 0 else { return }
    // The ranges may overlap, which this copy allows.
    unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[consumed..<filled]))
    }
    offset += consumed
    filled -= consumed
    consumed = 0
  }

  private mutating func fill() {
    while !hasEnded, filled < buffer.count {
      let count = document.read(into: &buffer, at: filled)
      if count == 0 { hasEnded = true }
      filled += count
    }
    for index in filled..<min(buffer.count, filled + Self.headerReach) { buffer[index] = 0 }
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How far a format may look for the rest of a header, which must not be found in what the
  /// buffer held before.
  private static let headerReach = 256

  private func lastRecordStart() -> Int? {
    let span = buffer.span
    var end = filled
    while let start = lineStart(before: end) {
      if boundaries.startsRecord(atLine: start, in: span) { return start }
      end = start
    }
    return nil
  }

  private func lastLineStart() -> Int? {
    lineStart(before: filled)
  }

  /// The start of the last line that begins before `end` and after the buffer's start.
  private func lineStart(before end: Int) -> Int? {
    buffer.lastOffset(of: UInt8(ascii: "\n"), in: 0..<max(0, end - 1)).map { $0 + 1 }
  }
}
