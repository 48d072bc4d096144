import Model

/// The date and time that a Java virtual machine writes: `2026-03-29T00:00:01.653+0200`.
///
/// Thread dumps have a space in place of the `T`, and no zone.
enum MachineTime {
  /// The moment that is written here, and where it ends.
  static func parse(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (time: Timestamp, end: Int)? {
    guard hasShape(at: start, in: bytes) else { return nil }
    func pair(_ offset: Int, _ bytes: borrowing Span<UInt8>) -> Int {
      ErrorLogTime.pair(start + offset, bytes)
    }
    let year = pair(0, bytes) * 100 + pair(2, bytes)
    let (month, day) = (pair(5, bytes), pair(8, bytes))
    let (hour, minute, second) = (pair(11, bytes), pair(14, bytes), pair(17, bytes))
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    var end = start + 19
    var millisecond = 0
    if let found = ErrorLogTime.milliseconds(at: end, in: bytes) {
      (millisecond, end) = (found, end + 4)
    }
    let zone = zone(at: end, in: bytes)
    return (
      Timestamp(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        millisecond: millisecond, zone: zone?.zone ?? .assumed(offset: 0)), zone?.end ?? end
    )
  }

  /// Whether digits and separators stand where a date and time has them.
  static func hasShape(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard start >= 0, bytes.count - start >= 19 else { return false }
    return bytes[start + 4] == 0x2D && bytes[start + 7] == 0x2D
      && (bytes[start + 10] == 0x54 || bytes[start + 10] == 0x20)
      && bytes[start + 13] == 0x3A && bytes[start + 16] == 0x3A
      && ErrorLogTime.isPair(start, bytes) && ErrorLogTime.isPair(start + 2, bytes)
      && ErrorLogTime.isPair(start + 5, bytes) && ErrorLogTime.isPair(start + 8, bytes)
      && ErrorLogTime.isPair(start + 11, bytes) && ErrorLogTime.isPair(start + 14, bytes)
      && ErrorLogTime.isPair(start + 17, bytes)
  }

  // `+0200`, `+02:00`, `Z`.
  private static func zone(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (zone: Timestamp.Zone, end: Int)? {
    guard start < bytes.count else { return nil }
    if bytes[start] == 0x5A { return (.stated(offset: 0), start + 1) }
    guard bytes[start] == 0x2B || bytes[start] == 0x2D, bytes.count - start >= 5,
      ErrorLogTime.isPair(start + 1, bytes)
    else { return nil }
    let minutes = bytes[start + 3] == 0x3A ? start + 4 : start + 3
    guard bytes.count - minutes >= 2, ErrorLogTime.isPair(minutes, bytes) else { return nil }
    let seconds =
      ErrorLogTime.pair(start + 1, bytes) * 3_600 + ErrorLogTime.pair(minutes, bytes) * 60
    return (.stated(offset: bytes[start] == 0x2D ? -seconds : seconds), minutes + 2)
  }
}

extension Span<UInt8> {
  /// Where a text stands first in a range.
  func firstOffset(of text: StaticString, in range: Range<Int>) -> Int? {
    let length = text.utf8CodeUnitCount
    guard range.count >= length else { return nil }
    let first = text.withUTF8Buffer { unsafe $0[0] }
    for index in range.lowerBound...(range.upperBound - length)
    where self[index] == first && hasText(text, at: index) {
      return index
    }
    return nil
  }

  /// The number that is written here in decimal, with a point or a comma, and where it ends.
  func decimal(at start: Int, before end: Int) -> (value: Double, end: Int)? {
    var (index, value, scale) = (start, 0.0, 0.0)
    while index < end {
      if ErrorLogTime.isDigit(self[index]) {
        value = value * 10 + Double(self[index] - 0x30)
        scale *= 10
      } else if scale == 0, index > start, self[index] == 0x2E || self[index] == 0x2C,
        index + 1 < end, ErrorLogTime.isDigit(self[index + 1])
      {
        scale = 1
      } else {
        break
      }
      index += 1
    }
    return index > start ? (scale > 1 ? value / scale : value, index) : nil
  }
}
