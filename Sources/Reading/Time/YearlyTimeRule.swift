import Model

/// When summer time starts and ends in every year, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct YearlyTimeRule: Hashable, Sendable {
  private let standard: Int
  private let summer: Summer?

  private struct Summer: Hashable {
    var offset: Int
    var start: Change
    var end: Change
  }

  /// A day of the year and the second on it, by the clock that runs before.
  private struct Change: Hashable {
    var day: Day
    var second: Int
  }

  private enum Day: Hashable {
    /// From 1 to 365; the leap day is not counted.
    case julian(Int)
    /// From 0 to 365; the leap day is counted.
    case ordinal(Int)
    /// The week of the month, 5 for the last, and the day of the week, 0 for Sunday.
    case weekday(month: Int, week: Int, day: Int)
  }

  init?(_ text: String) {
    var cursor = Cursor(rest: text[...])
    guard cursor.takeName(), let west = cursor.takeClock() else { return nil }
    standard = -west
    guard !cursor.rest.isEmpty else {
      summer = nil
      return
    }
    guard cursor.takeName() else { return nil }
    let offset = cursor.rest.first == "," ? nil : cursor.takeClock()
    guard cursor.take(","), let start = cursor.takeChange(), cursor.take(","),
      let end = cursor.takeChange(), cursor.rest.isEmpty
    else { return nil }
    summer = Summer(offset: offset.map { -$0 } ?? standard + 3_600, start: start, end: end)
  }

  /// Seconds east of UTC at a moment in seconds since 1970 UTC.
  func offset(at seconds: Int64) -> Int {
    guard let summer else { return standard }
    let year = Timestamp(milliseconds: seconds &* 1_000).year
    let start = second(of: summer.start, in: year) - Int64(standard)
    let end = second(of: summer.end, in: year) - Int64(summer.offset)
    // South of the equator summer goes on over the turn of the year.
    let isSummer =
      start < end ? seconds >= start && seconds < end : !(seconds >= end && seconds < start)
    return isSummer ? summer.offset : standard
  }

  /// The second of a change since 1970 by the clock on the wall.
  private func second(of change: Change, in year: Int) -> Int64 {
    let newYear = Self.days(year, 1, 1)
    let day: Int
    switch change.day {
    case .julian(let number):
      let isLeap = Self.days(year, 3, 1) - newYear == 60
      day = newYear + number - (isLeap && number >= 60 ? 0 : 1)
    case .ordinal(let number):
      day = newYear + number
    case .weekday(let month, let week, let weekday):
      let first = Self.days(year, month, 1)
      let next = month == 12 ? Self.days(year + 1, 1, 1) : Self.days(year, month + 1, 1)
      // The first of January 1970 was a Thursday.
      let offset = (weekday - (first + 4) % 7 + 7) % 7
      var found = first + offset + (week - 1) * 7
      while found >= next { found -= 7 }
      day = found
    }
    return Int64(day) * 86_400 + Int64(change.second)
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let midnight = Timestamp(
      year: year, month: month, day: day, hour: 0, minute: 0, second: 0, millisecond: 0)
    return Int(midnight.milliseconds / 86_400_000)
  }

  private struct Cursor {
    var rest: Substring

    mutating func take(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }

    /// `CET`, or `<+03>`.
    mutating func takeName() -> Bool {
      if take("<") {
        guard let close = rest.firstIndex(of: ">") else { return false }
        rest = rest[close...].dropFirst()
        return true
      }
      let name = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(name.count)
      return name.count >= 3
    }

    /// `-1`, `3:30`, `167:59:59`, in seconds.
    mutating func takeClock() -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      var seconds = 0
      for scale in [3_600, 60, 1] {
        if scale < 3_600, !take(":") { break }
        guard let number = takeNumber(below: 168) else { return nil }
        seconds += number * scale
      }
      return isNegative ? -seconds : seconds
    }

    mutating func takeNumber(below limit: Int) -> Int? {
      let digits = rest.prefix(3).prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      return Int(digits).flatMap { $0 < limit ? $0 : nil }
    }

    mutating func takeChange() -> Change? {
      guard let day = takeDay() else { return nil }
      guard take("/") else { return Change(day: day, second: 7_200) }
      return takeClock().map { Change(day: day, second: $0) }
    }

    private mutating func takeDay() -> Day? {
      if take("J") { return takeNumber(below: 366).flatMap { $0 > 0 ? .julian($0) : nil } }
      guard take("M") else { return takeNumber(below: 366).map(Day.ordinal) }
      guard let month = takeNumber(below: 13), month > 0, take("."),
        let week = takeNumber(below: 6), week > 0, take("."), let day = takeNumber(below: 7)
      else { return nil }
      return .weekday(month: month, week: week, day: day)
    }
  }
}

extension Timestamp {
  fileprivate var year: Int { Int(iso8601.prefix { $0 != "-" }) ?? 1970 }
}
