/// A date and time of the calendar as milliseconds since 1970-01-01, zones aside.
@usableFromInline
enum CivilTime {
  /// - Returns: `nil` where no calendar has such a date; a second 60 is a leap second.
  @inlinable
  static func milliseconds(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int
  ) -> Int64? {
    guard (1...31).contains(day), (1...12).contains(month), hour < 24, minute < 60, second < 61
    else { return nil }
    // Days since 1970-01-01 with years that start in March (Hinnant).
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    return Int64(seconds) * 1_000 + Int64(millisecond)
  }
}
