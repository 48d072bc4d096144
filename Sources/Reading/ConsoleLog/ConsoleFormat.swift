public import Model

/// The records of `stdout.log` and `stderr.log`: what the launcher and the machine print.
///
/// Lines of the launcher and of loggers have the header of an `error.log`; a stack trace under
/// one belongs to it. Everything else is text, where each line that goes on with nothing is a
/// record. `Full thread dump` and `"name" #12 …` are such lines.
public struct ConsoleFormat: LogFormat {
  /// What the launcher and the virtual machine print.
  public var kind: DocumentKind { .consoleLog }

  private let headers = ErrorLogFormat()
  private let text = TextFormat()

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    if headers.startsRecord(atLine: lineStart, in: bytes) { return true }
    return text.startsRecord(atLine: lineStart, in: bytes)
      && !(isThrowable(at: lineStart, in: bytes) && followsHeader(lineStart, in: bytes))
  }

  /// The time and level of a logged record; the level of a warning or error in words.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    if headers.startsRecord(atLine: start, in: bytes) {
      return headers.stamp(ofRecordAt: start, in: bytes)
    }
    return RecordStamp(level: LogLevel(openingTextAt: start, in: bytes))
  }

  /// The fields of a logged record; nothing is known of text but its level.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    if headers.startsRecord(atLine: record.lowerBound, in: bytes) {
      return headers.entry(record, in: bytes)
    }
    var entry = LogEntry(bytes: record)
    entry.level = LogLevel(openingTextAt: record.lowerBound, in: bytes)
    return entry
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
