public import Model

/// The records of `stdout.log` and `stderr.log`: what the launcher and the machine print.
///
/// Lines of the launcher and of loggers have the header of an `error.log`; a stack trace under
/// one belongs to it. What `kill -3` prints in between has the records of a thread dump.
/// Everything else is text, where each line that goes on with nothing is a record.
public struct ConsoleFormat: LogFormat {
  /// What the launcher and the virtual machine print.
  public var kind: DocumentKind { .consoleLog }

  private let headers = ErrorLogFormat()
  private let text = TextFormat()
  private let dumps = ThreadDumpFormat()

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    if headers.startsRecord(atLine: lineStart, in: bytes) { return true }
    if startsDumped(atLine: lineStart, in: bytes) { return true }
    return text.startsRecord(atLine: lineStart, in: bytes)
      && !(isThrowable(at: lineStart, in: bytes) && followsHeader(lineStart, in: bytes))
      && !isWithinDump(lineStart, in: bytes)
  }

  /// The time and level of a logged record; the level of a warning or error in words.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    if headers.startsRecord(atLine: start, in: bytes) {
      return headers.stamp(ofRecordAt: start, in: bytes)
    }
    if startsDumped(atLine: start, in: bytes) { return dumps.stamp(ofRecordAt: start, in: bytes) }
    return RecordStamp(level: LogLevel(openingTextAt: start, in: bytes))
  }

  /// The fields of a logged record or of a thread; nothing is known of text but its level.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    if headers.startsRecord(atLine: record.lowerBound, in: bytes) {
      return headers.entry(record, in: bytes)
    }
    if startsDumped(atLine: record.lowerBound, in: bytes) {
      return dumps.entry(record, in: bytes)
    }
    var entry = LogEntry(bytes: record)
    entry.level = LogLevel(openingTextAt: record.lowerBound, in: bytes)
    return entry
  }

  // Indented lines, which the web console begins its threads with, are not for the asking here.
  private func startsDumped(atLine start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    start >= 0 && start < bytes.count && bytes[start] != 0x20
      && dumps.startsRecord(atLine: start, in: bytes)
  }

  // The line below the time of a dump, and what stands below the headings of a dump and of a
  // deadlock, as far as it looks like a record of its own.
  private func isWithinDump(_ start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard start < bytes.count else { return false }
    if bytes.hasText("Full thread dump", at: start) {
      return ThreadDumpFormat.isBehindTime(start, in: bytes)
    }
    let limit = max(0, start - 16_384)
    var line = start
    while Self.isOfHeading(line, in: bytes), line > limit {
      line -= 1
      while line > limit, bytes[line - 1] != 0x0A { line -= 1 }
      if ThreadDumpFormat.isDeadlock(at: line, in: bytes)
        || bytes.hasText("Full thread dump", at: line)
      {
        return true
      }
    }
    return false
  }

  // `=====`, `"name":`, `Java stack information …:`, `0x00007fb5dc017f10, …`, and whatever is
  // blank or indented.
  private static func isOfHeading(_ start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    switch bytes[start] {
    case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "}"): return true
    case UInt8(ascii: "="): return bytes.hasText("=====", at: start)
    case UInt8(ascii: "J"): return bytes.hasText("Java stack information", at: start)
    case UInt8(ascii: "T"): return bytes.hasText("Threads class SMR info", at: start)
    case UInt8(ascii: "_"): return bytes.hasText("_java_thread_list=", at: start)
    case UInt8(ascii: "0"): return bytes.hasText("0x0000", at: start)
    case UInt8(ascii: "\""):
      let end = bytes.endOfLine(from: start, before: min(bytes.count, start + 4_096))
      return end > start + 2 && bytes.hasText("\":", at: end - 2)
    default: return false
    }
  }

  // `java.lang.IllegalStateException: null`: one dotted word that names a throwable. Where the
  // buffer ends within the word, it may become one.
  private func isThrowable(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    let limit = min(bytes.count, start + 256)
    var end = start
    var points = 0
    while end < limit, bytes[end] > 0x20, bytes[end] != 0x3A {
      if bytes[end] == 0x2E { points += 1 }
      end += 1
    }
    if end == bytes.count { return true }
    guard points > 0 else { return false }
    return bytes.hasText("Exception", at: end - 9) || bytes.hasText("Error", at: end - 5)
      || bytes.hasText("Throwable", at: end - 9)
  }

  // A line longer than this is looked at no further.
  private func followsHeader(_ start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    let limit = max(0, start - 8_192)
    var line = start - 1
    while line > limit, bytes[line - 1] != 0x0A { line -= 1 }
    guard line >= 0, line == 0 || bytes[line - 1] == 0x0A else { return false }
    return headers.startsRecord(atLine: line, in: bytes)
  }
}

extension LogLevel {
  /// The level that the first word of a line of text names, such as `Warning:` and `ERROR `.
  init?(openingTextAt start: Int, in bytes: borrowing Span<UInt8>) {
    var end = start
    while end < bytes.count, end - start < 8, (0x41...0x5A).contains(bytes[end] & 0xDF) { end += 1 }
    guard end < bytes.count, bytes[end] == 0x3A || bytes[end] == 0x20 else { return nil }
    let word = start..<end
    if bytes[end] == 0x3A {
      if bytes.isText("Warning", word) || bytes.isText("warning", word) { self = .warn; return }
      if bytes.isText("Error", word) || bytes.isText("error", word) { self = .error; return }
    }
    self.init(mavenName: word, in: bytes)
  }

  /// The level of this name; Maven and others write `WARNING`, `SEVERE`.
  init?(mavenName word: Range<Int>, in bytes: borrowing Span<UInt8>) {
    if bytes.isText("WARNING", word) {
      self = .warn
    } else if bytes.isText("SEVERE", word) {
      self = .error
    } else {
      self.init(at: word.lowerBound, in: bytes, before: word.upperBound)
    }
  }
}
