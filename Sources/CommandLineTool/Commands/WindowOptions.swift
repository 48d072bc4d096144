import Diagnosis
import Model

extension CommandOption {
  /// The time that is examined.
  static let window = [
    CommandOption(
      "since", value: "TIME",
      help: LocalizedText(
        en: "examine only what was written from then on, such as 2026-03-29T10:00; by the clock"
          + " of the log unless an offset stands there",
        fr: "n’examiner que ce qui a été écrit à partir de là, p. ex. 2026-03-29T10:00\u{A0};"
          + " à l’heure du journal, sauf décalage indiqué",
        ja: "この時刻以降の記録のみを対象とする。例：2026-03-29T10:00（オフセットがなければログの時刻）")),
    CommandOption(
      "until", value: "TIME",
      help: LocalizedText(
        en: "examine only what was written up to then; a day alone means its midnight",
        fr: "n’examiner que ce qui a été écrit jusque-là\u{A0}; un jour seul signifie minuit",
        ja: "この時刻までの記録のみを対象とする（日付のみの場合は 0 時）")),
  ]

  /// One of the windows of time that are compared.
  static func window(_ name: String, help: LocalizedText) -> CommandOption {
    CommandOption(name, value: "START/END", help: help)
  }
}

extension Invocation {
  /// The window of `--since` and `--until`; `nil` where neither stands there.
  func window() throws(UsageProblem) -> TimeWindow? {
    let window = TimeWindow(since: try time("since"), until: try time("until"))
    guard !window.isImpossible else {
      throw problem(.endBeforeStart(window.until?.shortISO8601 ?? "", option: "until"))
    }
    return window == TimeWindow() ? nil : window
  }

  /// The window that an option gives as `START/END`, of which one may be left out.
  func window(_ option: String) throws(UsageProblem) -> TimeWindow? {
    guard let text = arguments.value(option) else { return nil }
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
    let times = ends.map { Timestamp(typed: String($0)) }
    guard ends.count == 2, zip(ends, times).allSatisfy({ $0.isEmpty || $1 != nil }),
      times.contains(where: { $0 != nil })
    else {
      throw problem(
        .badForm(
          text, option: option, example: "--\(option) 2026-03-29T10:00/2026-03-29T11:00"))
    }
    let window = TimeWindow(since: times[0], until: times[1])
    guard !window.isImpossible else { throw problem(.endBeforeStart(text, option: option)) }
    return window
  }

  private func time(_ option: String) throws(UsageProblem) -> Timestamp? {
    guard let text = arguments.value(option) else { return nil }
    guard let time = Timestamp(typed: text) else {
      throw problem(.badForm(text, option: option, example: "--\(option) 2026-03-29T10:00"))
    }
    return time
  }

  private func problem(_ kind: UsageProblem.Kind) -> UsageProblem {
    UsageProblem(kind, command: command.name)
  }
}

extension Timestamp {
  /// Reads a day, perhaps with a time of day, perhaps with an offset, as ISO 8601 writes them:
  /// `2026-03-29`, `2026-03-29T10:00`, `2026-03-29 10:00:30.250+02:00`.
  ///
  /// A day alone is its midnight; without an offset it is assumed to be UTC.
  init?(typed text: String) {
    let shape =
      #/(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|([+-])(\d\d):?(\d\d)?)?)?/#
    guard let parts = try? shape.wholeMatch(in: text)?.output else { return nil }
    let fraction = String(((parts.7 ?? "") + "00").prefix(3))
    let numbers = [
      parts.1, parts.2, parts.3, parts.4 ?? "0", parts.5 ?? "0", parts.6 ?? "0",
      fraction[...], parts.10 ?? "0", parts.11 ?? "0",
    ].compactMap { Int($0) }
    guard numbers.count == 9, (1...12).contains(numbers[1]), numbers[3] < 24, numbers[4] < 60,
      numbers[5] < 60, numbers[7] < 24, numbers[8] < 60
    else { return nil }
    let offset = (numbers[7] * 60 + numbers[8]) * (parts.9 == "-" ? -60 : 60)
    self.init(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5], millisecond: numbers[6],
      zone: parts.8 == nil ? .assumed(offset: 0) : .stated(offset: offset))
    // A day that the month does not have rolled over.
    guard iso8601.hasPrefix("\(parts.1)-\(parts.2)-\(parts.3)") else { return nil }
  }
}
