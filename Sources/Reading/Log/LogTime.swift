import Model

/// A time found in a log, and where it ends.
struct WrittenTime {
  var time: Timestamp
  var end: Int
}

/// The ways in which logs other than `error.log` write dates and times.
///
/// All are read from the bytes as they stand, without a copy.
enum LogTime {
  /// The common log format: `05/Aug/2019:09:54:59 -0500`. Months are English everywhere.
  static func common(at start: Int, in bytes: borrowing Span<UInt8>) -> WrittenTime? {
    guard start >= 0, bytes.count - start >= 26,
      bytes[start + 2] == 0x2F, bytes[start + 6] == 0x2F, bytes[start + 11] == 0x3A,
      bytes[start + 20] == 0x20, ErrorLogTime.isPair(start, bytes),
      let month = month(at: start + 3, in: bytes), let year = year(at: start + 7, in: bytes),
      let clock = clock(at: start + 12, in: bytes),
      let zone = offset(at: start + 21, in: bytes)
    else { return nil }
    return moment(
      (year, month, ErrorLogTime.pair(start, bytes)), clock, 0,
      zone: .stated(offset: zone.seconds), end: zone.end)
  }

  /// The form of C: `Wed Jul 15 16:14:59 2020`, with a fraction where httpd writes one.
  ///
  /// Shells put the name of the zone before the year; only UTC is sure to mean one zone.
  static func calendar(at start: Int, in bytes: borrowing Span<UInt8>) -> WrittenTime? {
    guard start >= 0, bytes.count - start >= 24, bytes[start + 3] == 0x20,
      bytes[start + 7] == 0x20, bytes[start + 10] == 0x20, isWeekday(at: start, in: bytes),
      let month = month(at: start + 4, in: bytes),
      ErrorLogTime.isDigit(bytes[start + 9]),
      bytes[start + 8] == 0x20 || ErrorLogTime.isDigit(bytes[start + 8]),
      let clock = clock(at: start + 11, in: bytes)
    else { return nil }
    let tens = bytes[start + 8] == 0x20 ? 0 : Int(bytes[start + 8] - 0x30)
    let day = tens * 10 + Int(bytes[start + 9] - 0x30)
    let (millisecond, place) = fraction(at: start + 19, in: bytes)
    var next = place
    var zone = Timestamp.Zone.assumed(offset: 0)
    if next + 1 < bytes.count, bytes[next] == 0x20, bytes[next + 1] >= 0x41 {
      if bytes.hasText(" UTC ", at: next) || bytes.hasText(" GMT ", at: next) {
        zone = .stated(offset: 0)
      }
      next += 1
      while next < bytes.count, next < place + 7, isCapital(bytes[next]) { next += 1 }
    }
    guard bytes.count - next >= 5, bytes[next] == 0x20, let year = year(at: next + 1, in: bytes)
    else { return nil }
    return moment((year, month, day), clock, millisecond, zone: zone, end: next + 5)
  }

  /// ISO 8601 and its kin: `2021-02-04 17:14:41.014`, `2024/02/05 15:33:45`,
  /// `2022-06-21T14:16:54+0000`.
  static func sortable(at start: Int, in bytes: borrowing Span<UInt8>) -> WrittenTime? {
    guard start >= 0, bytes.count - start >= 19,
      bytes[start + 4] == 0x2D || bytes[start + 4] == 0x2F,
      bytes[start + 7] == bytes[start + 4],
      bytes[start + 10] == 0x20 || bytes[start + 10] == 0x54,
      let year = year(at: start, in: bytes), ErrorLogTime.isPair(start + 5, bytes),
      ErrorLogTime.isPair(start + 8, bytes), let clock = clock(at: start + 11, in: bytes)
    else { return nil }
    let date = (
      year, ErrorLogTime.pair(start + 5, bytes), ErrorLogTime.pair(start + 8, bytes)
    )
    let (millisecond, next) = fraction(at: start + 19, in: bytes)
    if next < bytes.count, bytes[next] == 0x5A {
      return moment(date, clock, millisecond, zone: .stated(offset: 0), end: next + 1)
    }
    if let zone = offset(at: next, in: bytes) {
      return moment(
        date, clock, millisecond, zone: .stated(offset: zone.seconds), end: zone.end)
    }
    return moment(date, clock, millisecond, zone: .assumed(offset: 0), end: next)
  }

  /// Thirteen digits: milliseconds since 1970-01-01 UTC.
  static func epoch(at start: Int, in bytes: borrowing Span<UInt8>) -> WrittenTime? {
    var value: Int64 = 0
    var next = start
    while next < bytes.count, next - start < 14, ErrorLogTime.isDigit(bytes[next]) {
      value = value * 10 + Int64(bytes[next] - 0x30)
      next += 1
    }
    guard next - start == 13 else { return nil }
    return WrittenTime(
      time: Timestamp(milliseconds: value, zone: .stated(offset: 0)), end: next)
  }
}

// MARK: - Parts

extension LogTime {
  private static func moment(
    _ date: (year: Int, month: Int, day: Int), _ clock: (hour: Int, minute: Int, second: Int),
    _ millisecond: Int, zone: Timestamp.Zone, end: Int
  ) -> WrittenTime? {
    let local = CivilTime.milliseconds(
      year: date.year, month: date.month, day: date.day, hour: clock.hour,
      minute: clock.minute, second: clock.second, millisecond: millisecond)
    return local.map {
      WrittenTime(
        time: Timestamp(milliseconds: $0 - Int64(zone.offset) * 1_000, zone: zone), end: end)
    }
  }

  /// `HH:mm:ss`.
  private static func clock(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (hour: Int, minute: Int, second: Int)? {
    guard bytes.count - start >= 8, bytes[start + 2] == 0x3A, bytes[start + 5] == 0x3A,
      ErrorLogTime.isPair(start, bytes), ErrorLogTime.isPair(start + 3, bytes),
      ErrorLogTime.isPair(start + 6, bytes)
    else { return nil }
    return (
      ErrorLogTime.pair(start, bytes), ErrorLogTime.pair(start + 3, bytes),
      ErrorLogTime.pair(start + 6, bytes)
    )
  }

  /// Up to nine digits behind a point, comma or colon; none are no milliseconds.
  private static func fraction(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (milliseconds: Int, end: Int) {
    guard bytes.count - start >= 2,
      bytes[start] == 0x2E || bytes[start] == 0x2C || bytes[start] == 0x3A,
      ErrorLogTime.isDigit(bytes[start + 1])
    else { return (0, start) }
    var value = 0
    var weight = 100
    var next = start + 1
    while next < bytes.count, next - start <= 9, ErrorLogTime.isDigit(bytes[next]) {
      value += Int(bytes[next] - 0x30) * weight
      weight /= 10
      next += 1
    }
    return (value, next)
  }

  /// `-0500`, `+09:00`.
  private static func offset(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (seconds: Int, end: Int)? {
    guard bytes.count - start >= 5, bytes[start] == 0x2B || bytes[start] == 0x2D,
      ErrorLogTime.isPair(start + 1, bytes)
    else { return nil }
    let minutes = bytes[start + 3] == 0x3A ? start + 4 : start + 3
    guard bytes.count - minutes >= 2, ErrorLogTime.isPair(minutes, bytes) else { return nil }
    let seconds =
      ErrorLogTime.pair(start + 1, bytes) * 3_600 + ErrorLogTime.pair(minutes, bytes) * 60
    return (bytes[start] == 0x2D ? -seconds : seconds, minutes + 2)
  }

  private static func year(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard ErrorLogTime.isPair(start, bytes), ErrorLogTime.isPair(start + 2, bytes) else {
      return nil
    }
    return ErrorLogTime.pair(start, bytes) * 100 + ErrorLogTime.pair(start + 2, bytes)
  }

  private static func month(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
    case (0x4A, 0x61, 0x6E): 1  // Jan
    case (0x46, 0x65, 0x62): 2  // Feb
    case (0x4D, 0x61, 0x72): 3  // Mar
    case (0x41, 0x70, 0x72): 4  // Apr
    case (0x4D, 0x61, 0x79): 5  // May
    case (0x4A, 0x75, 0x6E): 6  // Jun
    case (0x4A, 0x75, 0x6C): 7  // Jul
    case (0x41, 0x75, 0x67): 8  // Aug
    case (0x53, 0x65, 0x70): 9  // Sep
    case (0x4F, 0x63, 0x74): 10  // Oct
    case (0x4E, 0x6F, 0x76): 11  // Nov
    case (0x44, 0x65, 0x63): 12  // Dec
    default: nil
    }
  }

  private static func isWeekday(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
    case (0x4D, 0x6F, 0x6E), (0x54, 0x75, 0x65), (0x57, 0x65, 0x64), (0x54, 0x68, 0x75),
      (0x46, 0x72, 0x69), (0x53, 0x61, 0x74), (0x53, 0x75, 0x6E):
      true
    default: false
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
