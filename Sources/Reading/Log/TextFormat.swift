public import Model

/// The records of text of no known grammar, such as a pasted fragment.
///
/// A record starts at a line that goes on with nothing: one that is not blank
/// or indented, no frame or cause of a stack trace, no closing bracket, and no
/// member of a JSON object that was printed over several lines.
public struct TextFormat: LogFormat {
  /// Text of no known grammar.
  public var kind: DocumentKind { .text }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard lineStart >= 0, lineStart < bytes.count else { return false }
    switch bytes[lineStart] {
    case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20: return false
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"): return false
    case UInt8(ascii: "a"): return !bytes.hasText("at ", at: lineStart)
    case UInt8(ascii: "C"): return !bytes.hasText("Caused by:", at: lineStart)
    case UInt8(ascii: "S"): return !bytes.hasText("Suppressed:", at: lineStart)
    case UInt8(ascii: "."): return !Self.isOmission(at: lineStart, in: bytes)
    case UInt8(ascii: "\""): return !Self.isMember(at: lineStart, in: bytes)
    default: return true
    }
  }

  /// Nothing is known of a record but its text.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    LogEntry(bytes: record)
  }

  /// `... 23 more`, `... 156 common frames omitted`.
  private static func isOmission(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    bytes.hasText("... ", at: start) && bytes.count - start > 4
      && ErrorLogTime.isDigit(bytes[start + 4])
  }

  /// `"key": …`.
  private static func isMember(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    let limit = min(bytes.count, start + 256)
    var index = start + 1
    while index < limit, bytes[index] != 0x22 {
      if bytes[index] == 0x0A || bytes[index] == 0x5C { return false }
      index += 1
    }
    index += 1
    while index < limit, bytes[index] == 0x20 { index += 1 }
    return index < limit && bytes[index] == 0x3A
  }
}
