/// The date and time at the start of an AEM log record: `dd.MM.yyyy HH:mm:ss.SSS`.
///
/// CQ 4 writes no milliseconds; some patterns put a comma before them.
public enum ErrorLogTime {
  /// Milliseconds since 1970-01-01 in the local time of the log, whose zone it does not state.
  ///
  /// - Returns: `nil` where no date stands, or one that no calendar has.
  @inlinable
  public static func parse(at start: Int, in bytes: borrowing Span<UInt8>) -> Int64? {
    guard hasShape(at: start, in: bytes) else { return nil }
    let day = pair(start, bytes)
    let month = pair(start + 3, bytes)
    let year = pair(start + 6, bytes) * 100 + pair(start + 8, bytes)
    let hour = pair(start + 11, bytes)
    let minute = pair(start + 14, bytes)
    let second = pair(start + 17, bytes)
    return CivilTime.milliseconds(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      millisecond: milliseconds(at: start + 19, in: bytes) ?? 0)
  }

  /// Whether digits and separators stand where a date and time has them.
  @inlinable
  static func hasShape(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard start >= 0, bytes.count - start >= 19 else { return false }
    // dd.MM.yy, yy HH:mm, HH:mm:ss: three pairs of digits each, eight bytes at a time.
    return isPairs(bytes.word(at: start), parted: 0x2E, 0x2E)
      && isPairs(bytes.word(at: start + 8), parted: 0x20, 0x3A)
      && isPairs(bytes.word(at: start + 11), parted: 0x3A, 0x3A)
  }

  /// Whether eight bytes are three pairs of digits with these bytes between them.
  @inlinable
  static func isPairs(_ word: UInt64, parted first: UInt64, _ second: UInt64) -> Bool {
    // What is left of a digit is its value, and of the right separators nothing.
    let rest = word ^ (0x3030_0030_3000_3030 | first << 16 | second << 40)
    return (rest | (rest &+ 0x0606_0606_0606_0606)) & 0xF0F0_FFF0_F0FF_F0F0 == sixes
  }

  /// What adding six leaves where a separator stands.
  @inlinable
  static var sixes: UInt64 { 0x0000_0600_0006_0000 }

  /// The three digits behind a point or comma.
  @inlinable
  static func milliseconds(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard bytes.count - start >= 4, bytes[start] == 0x2E || bytes[start] == 0x2C,
      isPair(start + 1, bytes), isDigit(bytes[start + 3])
    else { return nil }
    return pair(start + 1, bytes) * 10 + Int(bytes[start + 3] - 0x30)
  }

  /// The length of `HH:mm:ss` with `.SSS` or `,SSS` behind it, if that stands here.
  @inlinable
  static func clockLength(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard bytes.count - start >= 12, bytes[start + 2] == 0x3A, bytes[start + 5] == 0x3A,
      isPair(start, bytes), isPair(start + 3, bytes), isPair(start + 6, bytes),
      milliseconds(at: start + 8, in: bytes) != nil
    else { return nil }
    return 12
  }

  @inlinable
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inlinable
  static func isPair(_ start: Int, _ bytes: borrowing Span<UInt8>) -> Bool {
    isDigit(bytes[start]) && isDigit(bytes[start + 1])
  }

  @inlinable
  static func pair(_ start: Int, _ bytes: borrowing Span<UInt8>) -> Int {
    Int(bytes[start] &- 0x30) * 10 + Int(bytes[start + 1] &- 0x30)
  }
}
