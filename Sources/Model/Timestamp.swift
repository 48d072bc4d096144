/// A moment in a log, to the millisecond, with what is known of its time zone.
public struct Timestamp: Hashable, Codable, Comparable, Sendable {
  /// How the offset from UTC came to be known.
  public enum Zone: Hashable, Codable, Sendable {
    /// The log itself states the offset, in seconds east of UTC.
    case stated(offset: Int)

    /// The log states none; this offset, in seconds east of UTC, was assumed.
    case assumed(offset: Int)
  }

  /// Milliseconds since 1970-01-01 UTC, leap seconds not counted.
  public let milliseconds: Int64

  /// Where the offset comes from.
  public let zone: Zone

  /// Makes a moment from milliseconds since 1970-01-01 UTC.
  public init(milliseconds: Int64, zone: Zone = .assumed(offset: 0)) {
    self.milliseconds = milliseconds
    self.zone = zone
  }

  /// Makes a moment from a local civil date and time in the proleptic Gregorian calendar.
  ///
  /// Fields are not range-checked; a day 31 in a month of 30 days rolls over.
  public init(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int,
    zone: Zone = .assumed(offset: 0)
  ) {
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    let local = Int64(seconds) * 1_000 + Int64(millisecond)
    self.init(milliseconds: local - Int64(zone.offset) * 1_000, zone: zone)
  }

  /// Orders by moment alone; zones do not matter.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// ISO 8601 with milliseconds and offset, such as `2026-03-29T00:00:00.001+00:00`.
  public var iso8601: String {
    let local = milliseconds + Int64(zone.offset) * 1_000
    let (days, millisecondOfDay) = local.quotientAndRemainderFlooring(dividingBy: 86_400_000)
    let (year, month, day) = Self.civilDate(daysSinceEpoch: Int(days))
    let inDay = Int(millisecondOfDay)
    let time =
      "\(padded(inDay / 3_600_000, 2)):\(padded(inDay / 60_000 % 60, 2)):"
      + "\(padded(inDay / 1_000 % 60, 2)).\(padded(inDay % 1_000, 3))"
    let offset = abs(zone.offset)
    let sign = zone.offset < 0 ? "-" : "+"
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time)"
      + "\(sign)\(padded(offset / 3_600, 2)):\(padded(offset / 60 % 60, 2))"
  }

  /// Whether the offset was assumed rather than read.
  public var isZoneAssumed: Bool {
    if case .assumed = zone { true } else { false }
  }

  // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years start
  // in March, so that the leap day is the last day of its year.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shifted.quotientAndRemainderFlooring(dividingBy: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civilDate(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainderFlooring(dividingBy: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }
}

extension Timestamp.Zone {
  /// Seconds east of UTC.
  public var offset: Int {
    switch self {
    case .stated(let offset), .assumed(let offset): offset
    }
  }
}

extension BinaryInteger {
  /// Division that rounds towards negative infinity, so that the remainder is never negative.
  fileprivate func quotientAndRemainderFlooring(
    dividingBy divisor: Self
  ) -> (quotient: Self, remainder: Self) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
