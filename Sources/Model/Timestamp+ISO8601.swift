extension Timestamp {
  /// Reads a moment as `iso8601` writes it, such as `2026-11-22T18:00:00.000+01:00`.
  ///
  /// Milliseconds may be left out, and `Z` stands for UTC. Without an offset it is no moment.
  public init?(iso8601 text: String) {
    let shape =
      #/(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?(?:Z|([+-])(\d\d):(\d\d))/#
    guard let match = try? shape.wholeMatch(in: text), let year = Int(match.1),
      let month = Int(match.2), (1...12).contains(month), let day = Int(match.3),
      (1...31).contains(day), let hour = Int(match.4), hour < 24, let minute = Int(match.5),
      minute < 60, let second = Int(match.6), second < 61
    else { return nil }
    let hours = match.9.flatMap { Int($0) } ?? 0
    let minutes = match.10.flatMap { Int($0) } ?? 0
    let offset = (hours * 60 + minutes) * 60 * (match.8 == "-" ? -1 : 1)
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      millisecond: match.7.flatMap { Int($0) } ?? 0, zone: .stated(offset: offset))
  }
}
