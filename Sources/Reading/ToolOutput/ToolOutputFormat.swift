public import Model

/// What command-line tools print: `aio`, the dispatcher's validator and SDK, package installers.
///
/// Mostly free text, where each line that goes on with nothing is a record; some lines have a
/// time, `2024/02/05 15:33:45 Dispatcher configuration validation failed:` or
/// `INFO Mon Feb  5 15:33:44 UTC 2024: Start testing`.
public struct ToolOutputFormat: LogFormat {
  /// What a command-line tool printed.
  public var kind: DocumentKind { .toolOutput }

  private let text = TextFormat()

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line; ` ›   Warning:` is how `aio` opens one.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    text.startsRecord(atLine: lineStart, in: bytes)
      || Self.word(behindQuoteAt: lineStart, in: bytes) != nil
  }

  /// The time and level that the line opens with.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    let header = header(at: start, in: bytes)
    return RecordStamp(time: header.time, level: header.level)
  }

  /// The fields of a record; the code is that of an error of the Cloud Manager SDK.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    let header = header(at: record.lowerBound, in: bytes)
    entry.timestamp = header.time
    entry.level = header.level
    let start = min(header.end, record.upperBound)
    entry.message = start..<record.upperBound
    let line = start..<bytes.endOfLine(from: start, before: min(record.upperBound, start + 4_096))
    if let place = bytes.firstIndex(of: "[CloudManagerSDK:", in: line),
      let close = bytes.firstIndex(of: 0x5D, in: place..<line.upperBound)
    {
      entry[.code] = place + 17..<max(place + 17, close)
      entry.level = entry.level ?? .error
    }
    return entry
  }

  private func header(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (time: Timestamp?, level: LogLevel?, end: Int) {
    if let word = Self.word(behindQuoteAt: start, in: bytes) {
      return (nil, LogLevel(openingTextAt: word, in: bytes), word)
    }
    if let time = LogTime.sortable(at: start, in: bytes) {
      let end = bytes.hasText(" ", at: time.end) ? time.end + 1 : time.end
      return (time.time, LogLevel(openingTextAt: end, in: bytes), end)
    }
    guard let level = LogLevel(openingTextAt: start, in: bytes) else { return (nil, nil, start) }
    var next = start
    while next < bytes.count, bytes[next] > 0x20 { next += 1 }
    if let time = LogTime.calendar(at: next + 1, in: bytes) {
      return (time.time, level, bytes.hasText(": ", at: time.end) ? time.end + 2 : time.end)
    }
    return (nil, level, start)
  }

  // ` ›   Warning: …`, ` ▸ Error: …`: how a tool of oclif sets its own words off.
  private static func word(
    behindQuoteAt start: Int, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    guard bytes.hasText(" ›   ", at: start) || bytes.hasText(" »   ", at: start) else { return nil }
    var next = start + 4
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] >= 0x80 { next += 1 }
    guard next < bytes.count else { return nil }
    let opens =
      bytes.hasText("Warning: ", at: next) || bytes.hasText("Error: ", at: next)
    return opens ? next : nil
  }

  /// Whether such a tool speaks in the first lines of a document.
  static func recognises(_ head: borrowing Span<UInt8>) -> Bool {
    var line = 0
    for _ in 0..<40 where line < head.count {
      let end = head.firstIndex(of: 0x0A, in: line..<head.count) ?? head.count
      for phrase in openings where head.hasText(phrase, at: line) { return true }
      let short = line..<min(end, line + 512)
      for phrase in phrases where head.firstIndex(of: phrase, in: short) != nil { return true }
      line = end + 1
    }
    return false
  }

  private static let openings: [StaticString] = [
    "Cloud manager validator ", "Phase 1: Dispatcher validator", "aio ",
    "opt-in USE_SOURCES_DIRECTLY", "==================== container=", " ›   Warning: ",
    " ›   Error: ",
  ]

  private static let phrases: [StaticString] = [
    "[CloudManagerSDK:", "Dispatcher configuration validation failed", ": Start testing",
    "Apache configuration uses non-allowlisted directives",
  ]
}
