public import Model

/// The records of an AEM `error.log` and of every log in its pattern.
///
/// The layout follows the default pattern of Sling, `{0,date,dd.MM.yyyy
/// HH:mm:ss.SSS} *{4}* [{2}] {3} {5}`, with the pod field of the Cloud Service,
/// and the forms of CQ 4, of the launcher and of Logback's status. A record starts with its date and time; with the clock alone where Logback
/// reports on itself (`11:41:13,653 *Logback Status*`); or, before logging is
/// set up and in pasted text, with its level (`*WARN * …`). A mark of byte order
/// in front is passed over.
public struct ErrorLogFormat: LogFormat {
  /// An AEM `error.log`, or another log in its pattern.
  public let kind: DocumentKind

  /// Makes the format, for `error.log` itself or for another log in its pattern.
  @inlinable
  public init(kind: DocumentKind = .errorLog) {
    self.kind = kind
  }

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

  /// `HH:mm:ss,SSS *Logback Status*`, or as Logback prints it elsewhere, `HH:mm:ss,SSS |-INFO in`.
  @usableFromInline
  static func isStatusLine(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard let length = ErrorLogTime.clockLength(at: start, in: bytes) else { return false }
    return bytes.hasText(" *Logback Status*", at: start + length)
      || bytes.hasText(" |-", at: start + length)
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
