#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A line as it is shown.
struct TextLine {
  /// What it says.
  var text: String

  /// Whether it says more than that.
  var isCut: Bool
}

/// The text of a source, open to be read in pieces.
final class TextFile {
  private let source: IndexedSource
  private let descriptor: Int32

  /// How much of a line is shown, in bytes.
  private static let longestLine = 16 << 10

  init?(_ source: IndexedSource) {
    self.source = source
    descriptor = unsafe open(source.file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Some lines, each up to a length.
  func lines(_ range: ClosedRange<Int>, limit: Int) throws -> [TextLine] {
    var (line, offset) = source.mark(before: range.lowerBound)
    var lines: [TextLine] = []
    var current: [UInt8] = []
    var (isCut, taken) = (false, 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    func end() {
      if line >= range.lowerBound {
        if current.last == 0x0D { current.removeLast() }
        lines.append(TextLine(text: String(decoding: current, as: UTF8.self), isCut: isCut))
        taken += current.count
      }
      (current, isCut) = ([], false)
      line += 1
    }
    while line <= range.upperBound, taken < limit {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        if offset > 0, line <= source.lines { end() }
        break
      }
      offset += count
      var rest = buffer[..<count]
      while !rest.isEmpty, line <= range.upperBound {
        let feed = rest.firstIndex(of: UInt8(ascii: "\n"))
        let piece = rest[..<(feed ?? rest.endIndex)]
        if line >= range.lowerBound {
          let room = Self.longestLine - current.count
          current += piece.prefix(room)
          if piece.count > room { isCut = true }
        }
        guard let feed else { break }
        end()
        rest = rest[(feed + 1)...]
      }
    }
    return lines
  }

  /// Whether some of the lines may hold a text; sure only that they do not.
  func mayHold(_ sought: SoughtText, in range: ClosedRange<Int>) -> Bool {
    let bytes = source.bytes(around: range)
    var offset = bytes.lowerBound
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var kept = 0
    while offset < bytes.upperBound {
      let room = min(buffer.count - kept, bytes.upperBound - offset)
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress?.advanced(by: kept), room, off_t(offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return true }
      offset += count
      if sought.stands(in: buffer.span, upTo: kept + count) { return true }
      // What is found may begin in this piece and end in the next.
      let overlap = min(sought.count - 1, kept + count)
      buffer.replaceSubrange(
        0..<overlap, with: Array(buffer[(kept + count - overlap)..<(kept + count)]))
      kept = overlap
    }
    return false
  }
}
