/// The ways in which articles write their dates, brought to one that sorts as text.
enum ArticleDate {
  /// Reads `2026-03-01` and `2026-03-01T12:00:00` with or without `Z`.
  static func iso(_ text: String) -> String? {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard date.count == 3, date.map(\.utf8.count) == [4, 2, 2],
      let year = number(date[0]), let month = number(date[1]), let day = number(date[2]),
      isDay(day, month: month, year: year)
    else { return nil }
    guard parts.count == 2 else { return String(parts[0]) }
    let time = parts[1].hasSuffix("Z") ? parts[1].dropLast() : parts[1]
    let fields = time.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3, fields.allSatisfy({ $0.utf8.count == 2 }),
      let hour = number(fields[0]), let minute = number(fields[1]), let second = number(fields[2]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return parts[0] + "T" + time
  }

  /// Reads `5/14/2024 4:26:17 PM`, as the KCS repositories write it: month first.
  static func american(_ text: String) -> String? {
    // Between the time and `PM` stands a plain or a narrow no-break space.
    let words = text.split { $0.isWhitespace }
    guard words.count == 1 || words.count == 3 else { return nil }
    let date = words[0].split(separator: "/", omittingEmptySubsequences: false).compactMap(number)
    guard date.count == 3, (1_000...9_999).contains(date[2]),
      isDay(date[1], month: date[0], year: date[2])
    else { return nil }
    let day = "\(date[2])-\(padded(date[0]))-\(padded(date[1]))"
    guard words.count == 3 else { return day }
    let time = words[1].split(separator: ":", omittingEmptySubsequences: false).compactMap(number)
    let half = words[2].uppercased()
    guard time.count == 3, (1...12).contains(time[0]), time[1] < 60, time[2] < 60,
      half == "AM" || half == "PM"
    else { return nil }
    let hour = time[0] % 12 + (half == "PM" ? 12 : 0)
    return day + "T\(padded(hour)):\(padded(time[1])):\(padded(time[2]))"
  }

  private static func isDay(_ day: Int, month: Int, year: Int) -> Bool {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...lengths[month - 1]).contains(day)
  }

  private static func number(_ digits: Substring) -> Int? {
    let isPlain = digits.utf8.count <= 4 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isPlain ? Int(digits) : nil
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
