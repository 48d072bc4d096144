public import Model

/// The records of a build: Maven, the pipeline of Cloud Manager, its quality scan, the analysers.
///
/// A record starts with a level in brackets (`[ERROR] …`, colours or not), with a time in front
/// of anything, or with the level and a colon (`INFO: …`). `19:19:53,226 [main] [ERROR] …`,
/// `01:23:34.567 [main] INFO a.b.C - …`, `2024-04-08 10:22:40.978 [api-regions] …`,
/// `2022-06-21T14:16:54+0000 Deploy to …`. Lines without any belong to the record before.
public struct BuildLogFormat: LogFormat {
  /// A log of a build.
  public var kind: DocumentKind { .buildLog }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    BuildLogHeader(at: lineStart, in: bytes) != nil
  }

  /// The level, and the time where a record has its date.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    let header = BuildLogHeader(at: start, in: bytes)
    return RecordStamp(time: header?.time, level: header?.level)
  }

  /// The fields of a record; a logger only where a hyphen follows it.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    guard let header = BuildLogHeader(at: record.lowerBound, in: bytes) else { return entry }
    entry.timestamp = header.time
    entry.level = header.level
    entry[.thread] = header.thread
    var cursor = HeaderCursor(record, in: bytes)
    cursor.position = min(header.end, cursor.end)
    cursor.skipSpaces(in: bytes)
    let place = cursor.position
    if let word = cursor.takeWord(in: bytes), bytes.hasText("- ", at: cursor.position),
      bytes.firstIndex(of: 0x2E, in: word) != nil
    {
      entry[.logger] = word
      cursor.position += 2
    } else {
      cursor.position = place
    }
    entry.message = cursor.position..<max(cursor.position, record.upperBound)
    return entry
  }

  /// Whether a line can be of no other log: a time alone would be the mark of any.
  static func claims(line: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard let header = BuildLogHeader(at: line, in: bytes) else { return false }
    return header.isBracketed || header.thread != nil && header.level != nil
      || bytes.hasText("Convert Merge Analyse", at: header.end)
      || bytes.hasText("Deploy to instanceId=", at: header.end)
      || bytes.hasText("INFO: Scanner configuration file: ", at: line)
      || bytes.hasText("[api-regions-", at: header.end)
  }
}

/// Time, thread and level of a record, as far as it has them.
struct BuildLogHeader {
  var time: Timestamp?
  var thread: Range<Int>?
  var level: LogLevel?
  /// Whether the level stands in brackets.
  var isBracketed = false
  var end = 0

  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard start >= 0, start < bytes.count else { return nil }
    var place = start
    if ErrorLogTime.isDigit(bytes[start]) {
      guard let next = readTime(at: start, in: bytes) else { return nil }
      place = next
    }
    end = place
    let isTimed = place > start
    takeBracketedLevel(in: bytes)
    if level == nil, isTimed { takeThread(in: bytes) }
    if level == nil, !isTimed || thread != nil {
      takeBareLevel(needsColon: !isTimed, in: bytes)
    }
    guard isTimed || level != nil else { return nil }
  }

  // The time must have something behind it: dates alone introduce thread dumps.
  private mutating func readTime(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    var next: Int
    if let length = ErrorLogTime.clockLength(at: start, in: bytes) {
      next = start + length
    } else if let written = LogTime.sortable(at: start, in: bytes) {
      time = written.time
      next = written.end
    } else {
      return nil
    }
    guard bytes.hasText(" ", at: next) else { return nil }
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    return next < bytes.count && bytes[next] > 0x20 ? next : nil
  }

  // `[INFO] `, `[ESC[1;34mINFOESC[m] `.
  private mutating func takeBracketedLevel(in bytes: borrowing Span<UInt8>) {
    guard bytes.hasText("[", at: end) else { return }
    let name = Self.behindColour(end + 1, in: bytes)
    var last = name
    while last < bytes.count, last - name < 8, (0x41...0x5A).contains(bytes[last]) { last += 1 }
    guard let found = LogLevel(mavenName: name..<last, in: bytes) else { return }
    let close = Self.behindColour(last, in: bytes)
    guard bytes.hasText("]", at: close) else { return }
    (level, isBracketed, end) = (found, true, close + 1)
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
  }

  // `[main] `, then the level with or without brackets; else it is no thread.
  private mutating func takeThread(in bytes: borrowing Span<UInt8>) {
    guard bytes.hasText("[", at: end) else { return }
    let limit = min(bytes.count, end + 256)
    guard let close = bytes.firstIndex(of: 0x5D, in: end..<limit), bytes.hasText("] ", at: close)
    else { return }
    let (name, before) = (end + 1..<close, end)
    end = close + 2
    takeBracketedLevel(in: bytes)
    thread = name
    if level == nil { takeBareLevel(needsColon: false, in: bytes) }
    if level == nil { (thread, end) = (nil, before) }
  }

  private mutating func takeBareLevel(needsColon: Bool, in bytes: borrowing Span<UInt8>) {
    var last = end
    while last < bytes.count, last - end < 8, (0x41...0x5A).contains(bytes[last]) { last += 1 }
    guard let found = LogLevel(mavenName: end..<last, in: bytes),
      needsColon ? bytes.hasText(": ", at: last) : bytes.hasText(" ", at: last)
    else { return }
    level = found
    end = last + (needsColon ? 2 : 1)
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
  }

  // ESC [ … m
  private static func behindColour(_ start: Int, in bytes: borrowing Span<UInt8>) -> Int {
    guard bytes.hasText("\u{1B}[", at: start) else { return start }
    let limit = min(bytes.count, start + 16)
    return bytes.firstIndex(of: 0x6D, in: start..<limit).map { $0 + 1 } ?? start
  }
}
