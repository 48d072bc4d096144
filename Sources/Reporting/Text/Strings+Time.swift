import Model

/// Moments as each language writes them; no line break parts a date or a time.
extension Strings {
  static let zoneUnknown = LocalizedText(
    en: "time zone not stated", fr: "fuseau horaire non indiqué", ja: "タイムゾーンの記載なし")

  static func date(year: Int, month: Int, day: Int) -> LocalizedText {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let name = months.indices.contains(month - 1) ? months[month - 1] : "\(month)"
    let (monthDigits, dayDigits) = (twoDigits(month), twoDigits(day))
    return LocalizedText(
      en: "\(day)\u{A0}\(name)\u{A0}\(year)", fr: "\(dayDigits)/\(monthDigits)/\(year)",
      ja: "\(year)/\(monthDigits)/\(dayDigits)")
  }

  static func on(_ date: String, at clock: String) -> LocalizedText {
    LocalizedText(
      en: "\(date),\u{A0}\(clock)", fr: "le\u{A0}\(date) à\u{A0}\(clock)",
      ja: "\(date)\u{A0}\(clock)")
  }

  static func on(_ date: String, from start: String, to end: String) -> LocalizedText {
    LocalizedText(
      en: "\(date), \(start) to\u{A0}\(end)", fr: "le\u{A0}\(date) de \(start) à\u{A0}\(end)",
      ja: "\(date)\u{A0}\(start)～\(end)")
  }

  static func from(
    _ date: String, at clock: String, to endDate: String, at endClock: String
  ) -> LocalizedText {
    LocalizedText(
      en: "\(date),\u{A0}\(clock) to \(endDate),\u{A0}\(endClock)",
      fr: "du\u{A0}\(date) à\u{A0}\(clock) au\u{A0}\(endDate) à\u{A0}\(endClock)",
      ja: "\(date)\u{A0}\(clock)～\(endDate)\u{A0}\(endClock)")
  }

  private static func twoDigits(_ number: Int) -> String {
    (0..<10).contains(number) ? "0\(number)" : "\(number)"
  }
}
