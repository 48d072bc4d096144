public import Model

/// Where the records of an AEM `error.log` start.
///
/// A record starts with its date and time; with the clock alone where Logback
/// reports on itself (`11:41:13,653 *Logback Status*`); or, before logging is
/// set up and in pasted text, with its level (`*WARN * …`). A mark of byte order
/// in front is passed over.
public struct ErrorLogBoundaries: RecordBoundaries {
  /// Makes the boundaries.
  @inlinable
  public init() {}

  /// Whether a record starts with this line; decided from at most 27 bytes.
  @inlinable
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard lineStart >= 0, lineStart < bytes.count else { return false }
    let first = bytes[lineStart]
    if ErrorLogTime.isDigit(first) {
      if ErrorLogTime.hasShape(at: lineStart, in: bytes) { return true }
      return Self.isStatusLine(at: lineStart, in: bytes)
    }
    if first == 0x2A { return Self.isLevel(at: lineStart, in: bytes) }
    if first == 0xEF { return Self.startsBehindMark(lineStart, in: bytes) }
    return false
  }

  @usableFromInline
  static func startsBehindMark(_ start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.count - start > 3, bytes[start + 1] == 0xBB, bytes[start + 2] == 0xBF else {
      return false
    }
    return ErrorLogTime.hasShape(at: start + 3, in: bytes) || isLevel(at: start + 3, in: bytes)
  }

  /// `HH:mm:ss,SSS *Logback Status*`.
  @usableFromInline
  static func isStatusLine(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard let length = ErrorLogTime.clockLength(at: start, in: bytes) else { return false }
    return bytes.hasText(" *Logback Status*", at: start + length)
  }

  /// `*ERROR*`, or padded `*WARN *`.
  @usableFromInline
  static func isLevel(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.count - start >= 6, bytes[start] == 0x2A else { return false }
    var end = start + 1
    while end < bytes.count, bytes[end] != 0x2A, end - start < 7 { end += 1 }
    guard end < bytes.count, bytes[end] == 0x2A else { return false }
    return LogLevel(at: start + 1, in: bytes, before: end) != nil
  }
}

/// The severities that AEM logs write.
public enum LogLevel: String, Hashable, Codable, CaseIterable, Comparable, Sendable {
  case trace = "TRACE"
  case debug = "DEBUG"
  case info = "INFO"
  case warn = "WARN"
  case error = "ERROR"
  case fatal = "FATAL"

  /// Orders by badness: `trace < debug < info < warn < error < fatal`.
  public static func < (left: LogLevel, right: LogLevel) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .trace: 0
    case .debug: 1
    case .info: 2
    case .warn: 3
    case .error: 4
    case .fatal: 5
    }
  }

  /// The level whose name stands in these bytes, spaces behind it allowed.
  init?(at start: Int, in bytes: borrowing Span<UInt8>, before end: Int) {
    var last = end
    while last > start, bytes[last - 1] == 0x20 { last -= 1 }
    let length = last - start
    guard length == 4 || length == 5 else { return nil }
    switch bytes[start] {
    case 0x49 where length == 4 && bytes.hasText("INFO", at: start): self = .info
    case 0x57 where length == 4 && bytes.hasText("WARN", at: start): self = .warn
    case 0x45 where length == 5 && bytes.hasText("ERROR", at: start): self = .error
    case 0x44 where length == 5 && bytes.hasText("DEBUG", at: start): self = .debug
    case 0x54 where length == 5 && bytes.hasText("TRACE", at: start): self = .trace
    case 0x46 where length == 5 && bytes.hasText("FATAL", at: start): self = .fatal
    default: return nil
    }
  }
}
