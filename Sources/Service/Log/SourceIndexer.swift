import Intake
import Matching
import Model
import Reading

/// Writes the text of a document to a file and notes where lines and entries begin.
struct SourceIndexer {
  /// How many bytes are looked at in one piece; what is longer than that is no entry's header.
  private static let window = 4 << 20

  /// How far a format may look for the rest of a header.
  private static let reach = 256

  private let output: SpoolFile
  private let format: any LogFormat
  private let zone: TimeZoneRules?
  private let takesEntries: Bool
  private var source: IndexedSource
  private var buffer: [UInt8]
  private var filled = 0
  private var offset = 0
  private var isWithinLine = false

  init(_ source: IndexedSource, zone: TimeZoneRules?) throws {
    self.source = source
    self.zone = zone
    takesEntries = source.kind.isLog
    format = source.kind.format
    output = try SpoolFile(path: source.file)
    buffer = [UInt8](repeating: 0, count: 1 << 20)
  }

  /// Reads a document to its end.
  ///
  /// - Parameters:
  ///   - take: Is asked for room on disk; without it the text ends there.
  /// - Returns: The index; `nil` if it was told to stop.
  mutating func index(
    _ document: Document, take: (Int) -> Bool,
    shouldStop: () -> Bool
  ) -> IndexedSource? {
    while true {
      if shouldStop() { return nil }
      let count = document.read(into: &buffer, at: filled)
      if count > 0 {
        guard take(count), output.write(buffer[filled..<filled + count]) else { break }
        filled += count
        if filled < buffer.count - Self.reach { continue }
      }
      let end = advance(isLast: count == 0)
      move(from: end)
      if count == 0 { break }
    }
    output.close()
    return source
  }

  /// Notes the lines of the buffer, and gives the end of the last one that is complete.
  private mutating func advance(isLast: Bool) -> Int {
    var line = 0
    // Not beyond what was read, where the bytes of an earlier piece stand.
    for index in filled..<min(buffer.count, filled + Self.reach) { buffer[index] = 0 }
    while line < filled {
      let feed = buffer.firstOffset(of: UInt8(ascii: "\n"), in: line..<filled)
      guard let end = feed.map({ $0 + 1 }) ?? (isLast ? filled : nil) else { break }
      if !isWithinLine { noteEntry(line..<end) }
      isWithinLine = false
      source.addLine(endingAt: offset + end)
      line = end
    }
    // A line longer than the buffer: its start is looked at, the rest belongs to it.
    if line == 0, filled > 0, filled >= buffer.count - Self.reach, !isLast {
      if buffer.count < Self.window {
        buffer += [UInt8](repeating: 0, count: buffer.count)
        return 0
      }
      if !isWithinLine { noteEntry(0..<filled) }
      isWithinLine = true
      return filled
    }
    return line
  }

  private mutating func noteEntry(_ line: Range<Int>) {
    guard takesEntries, format.startsRecord(atLine: line.lowerBound, in: buffer.span) else {
      return
    }
    let header = line.lowerBound..<min(line.upperBound, line.lowerBound + 4_096)
    let entry = format.entry(header, in: buffer.span)
    var time = entry.timestamp
    if let stated = time, stated.isZoneAssumed, let zone { time = zone.moment(of: stated) }
    source.addEntry(
      time: time?.milliseconds, level: entry.level,
      thread: entry[.thread].map { String(decoding: buffer[$0.clamped(to: header)], as: UTF8.self) }
    )
  }

  private mutating func move(from end: Int) {
    guard end > 0 else { return }
    buffer.replaceSubrange(0..<filled - end, with: Array(buffer[end..<filled]))
    filled -= end
    offset += end
  }
}
