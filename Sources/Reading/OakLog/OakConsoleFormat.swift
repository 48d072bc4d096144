public import Model

/// The records that `oak-run` and hosts of Oak other than AEM print.
///
/// `11:01:27.312 WARN  [main] LoggingGCMonitor.java:50  TarMK GC #0: …`, with the clock alone;
/// `main INFO o.a.j.o.p.s.f.t.ConsistencyChecker - …`, without it; and
/// `[2021-02-04 17:14:41.014] ERROR` with thread, logger and message on indented lines.
public struct OakConsoleFormat: LogFormat {
  /// What `oak-run` prints.
  public var kind: DocumentKind { .oakConsole }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    OakConsoleHeader(at: lineStart, in: bytes) != nil
  }

  /// The level, and the time where a record has its date.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    let header = OakConsoleHeader(at: start, in: bytes)
    return RecordStamp(time: header?.time, level: header?.level)
  }

  /// The fields of a record; the source file is its logger where no other is named.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    guard let header = OakConsoleHeader(at: record.lowerBound, in: bytes) else { return entry }
    entry.timestamp = header.time
    entry.level = header.level
    entry[.thread] = header.thread
    var cursor = HeaderCursor(record, in: bytes)
    cursor.position = min(header.end, cursor.end)
    cursor.skipSpaces(in: bytes)
    if header.thread != nil {
      entry[.logger] = cursor.takeWord(in: bytes)
      if bytes.hasText("- ", at: cursor.position) { cursor.position += 2 }
    } else if header.time != nil, cursor.position == cursor.end {
      readWrapped(into: &entry, &cursor, record: record, in: bytes)
    } else {
      entry[.thread] = cursor.takeThread(in: bytes).name
      entry[.logger] = cursor.takeLogger(isOptional: true, in: bytes)
    }
    let start = min(cursor.position, record.upperBound)
    entry.message = start..<record.upperBound
    return entry
  }

  // The next line names the thread and, after two blanks or more, the logger.
  private func readWrapped(
    into entry: inout LogEntry, _ cursor: inout HeaderCursor, record: Range<Int>,
    in bytes: borrowing Span<UInt8>
  ) {
    var start = cursor.end
    while start < record.upperBound, bytes[start] <= 0x20 { start += 1 }
    let end = bytes.endOfLine(from: start, before: min(record.upperBound, start + 4_096))
    guard let gap = bytes.firstIndex(of: "  ", in: start..<end) else { return }
    var next = gap
    while next < end, bytes[next] == 0x20 { next += 1 }
    var last = end
    while last > next, bytes[last - 1] == 0x20 { last -= 1 }
    entry[.thread] = start..<gap
    if next < last { entry[.logger] = next..<last }
    cursor.position = end
    while cursor.position < record.upperBound, bytes[cursor.position] <= 0x20 {
      cursor.position += 1
    }
  }
}

/// The time and level of a record, and its thread where that stands first.
struct OakConsoleHeader {
  var time: Timestamp?
  var level: LogLevel
  var thread: Range<Int>?
  var end: Int

  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard start >= 0, start < bytes.count else { return nil }
    let first = bytes[start]
    var place = start
    if ErrorLogTime.isDigit(first) {
      guard let length = ErrorLogTime.clockLength(at: start, in: bytes),
        bytes.hasText(" ", at: start + length)
      else { return nil }
      place = start + length + 1
    } else if first == 0x5B {
      guard let time = LogTime.sortable(at: start + 1, in: bytes),
        bytes.hasText("] ", at: time.end)
      else { return nil }
      self.time = time.time
      place = time.end + 2
    } else {
      guard let end = Self.threadEnd(at: start, in: bytes) else { return nil }
      thread = start..<end
      place = end + 1
    }
    var end = place
    while end < bytes.count, end - place < 6, (0x41...0x5A).contains(bytes[end]) { end += 1 }
    guard let level = LogLevel(at: place, in: bytes, before: end) else { return nil }
    self.level = level
    self.end = end
    guard end < bytes.count else { return }
    guard bytes[end] <= 0x20 else { return nil }
    if thread != nil { guard Self.isShortName(behind: end, in: bytes) else { return nil } }
  }

  // `main INFO `: the thread of a tool, in front of the level.
  private static func threadEnd(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard (0x61...0x7A).contains(bytes[start]) else { return nil }
    let limit = min(bytes.count, start + 64)
    guard start < limit, let end = bytes.firstIndex(of: 0x20, in: start..<limit) else { return nil }
    return end
  }

  // `o.a.j.o.p.s.f.t.ConsistencyChecker - `.
  private static func isShortName(behind end: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    bytes.hasText(" o.a.", at: end) || bytes.hasText(" c.a.", at: end)
      || bytes.hasText(" org.apache.jackrabbit.", at: end)
  }
}
