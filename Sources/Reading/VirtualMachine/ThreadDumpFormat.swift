public import Model

/// The records of thread dumps: one for each thread.
///
/// The line that opens a dump, with the time before it, is a record too, and so
/// is each account of a deadlock that the virtual machine gives at its end.
public struct ThreadDumpFormat: LogFormat {
  /// Dumps of threads.
  public var kind: DocumentKind { .threadDump }

  /// No: it tells where each thread is.
  public var tracesTellOfErrors: Bool { false }

  /// Makes the format.
  public init() {}

  /// Whether the line is the first of a thread, such as `"main" #1 prio=5 …`.
  public static func isThread(at line: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    ThreadHeader(at: line, in: bytes) != nil
  }

  /// Whether a thread, a dump or the account of a deadlock starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard lineStart >= 0, lineStart < bytes.count else { return false }
    switch bytes[lineStart] {
    case UInt8(ascii: "\""), 0x20: return ThreadHeader(at: lineStart, in: bytes) != nil
    case UInt8(ascii: "F"):
      if bytes.hasText("Full thread dump", at: lineStart) {
        return !Self.isBehindTime(lineStart, in: bytes)
      }
      return Self.isDeadlock(at: lineStart, in: bytes)
    case UInt8(ascii: "S"): return Self.isSummary(at: lineStart, in: bytes)
    case let byte where ErrorLogTime.isDigit(byte): return Self.isTime(lineStart, in: bytes)
    default: return false
    }
  }

  /// The time, where a dump starts.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    RecordStamp(time: MachineTime.parse(at: start, in: bytes)?.time)
  }

  /// The name of a thread, its id in the operating system, and its state.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    entry.timestamp = MachineTime.parse(at: record.lowerBound, in: bytes)?.time
    guard let header = ThreadHeader(at: record.lowerBound, in: bytes),
      header.rest.upperBound <= record.upperBound
    else { return entry }
    entry[.thread] = header.name
    entry[.process] = header.process(in: bytes)
    entry[.state] = Self.state(of: record, behind: header.rest.lowerBound, in: bytes)
    entry.message = min(record.upperBound, header.rest.lowerBound + 1)..<record.upperBound
    return entry
  }

  /// Where the name of the state stands: `java.lang.Thread.State: BLOCKED (on object monitor)`.
  static func state(
    of record: Range<Int>, behind start: Int, in bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    let limit = min(record.upperBound, start + 4_096)
    guard let mark = bytes.firstOffset(of: "java.lang.Thread.State: ", in: start..<limit) else {
      return nil
    }
    var end = mark + 24
    while end < limit, JavaName.isCapital(bytes[end]) || bytes[end] == 0x5F { end += 1 }
    return end > mark + 24 ? mark + 24..<end : nil
  }

  /// Whether a document holds more threads than records of an error log.
  static func recognises(_ head: [UInt8]) -> Bool {
    let (format, log, span) = (ThreadDumpFormat(), ErrorLogFormat(), head.span)
    var (threads, records, line) = (0, 0, 0)
    while line < head.count {
      if log.startsRecord(atLine: line, in: span) {
        records += 1
      } else if format.startsRecord(atLine: line, in: span), !isTime(line, in: span) {
        threads += 1
      }
      guard let end = head[line...].firstIndex(of: 0x0A) else { break }
      line = end + 1
    }
    return threads > records
  }

  static func isDeadlock(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.hasText("Found ", at: start) else { return false }
    let end = bytes.endOfLine(from: start, before: min(bytes.count, start + 80))
    return bytes.firstOffset(of: "Java-level deadlock", in: start..<end) != nil
  }

  /// `Status: 45 threads (…`, the first line of the console's page.
  static func isSummary(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.hasText("Status: ", at: start) else { return false }
    let end = bytes.endOfLine(from: start, before: min(bytes.count, start + 80))
    return bytes.firstOffset(of: " threads (", in: start..<end) != nil
  }

  // The time of a dump has a line to itself.
  static func isTime(_ start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard MachineTime.hasShape(at: start, in: bytes), bytes[start + 10] == 0x20 else {
      return false
    }
    var next = start + 19
    if next < bytes.count, bytes[next] == 0x0D { next += 1 }
    return next < bytes.count && bytes[next] == 0x0A
      && bytes.hasText("Full thread dump", at: next + 1)
  }

  static func isBehindTime(_ start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    let isReturned = start >= 2 && bytes[start - 2] == 0x0D
    return isTime(start - (isReturned ? 21 : 20), in: bytes)
  }
}
