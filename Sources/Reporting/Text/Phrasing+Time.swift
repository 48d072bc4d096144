import Model

extension Phrasing {
  /// A moment in a sentence, such as “20 Nov 2026, 06:14:02”.
  func shown(_ time: Timestamp) -> String {
    let moment = Moment(time)
    return self[Strings.on(date(moment), at: clock(moment))] + zoneNote(time)
  }

  /// From when to when, on one day or over several.
  func shown(from first: Timestamp, to last: Timestamp) -> String {
    span(from: first, to: last) + zoneNote(first, last)
  }

  /// The same without a word on the time zone.
  func span(from first: Timestamp, to last: Timestamp) -> String {
    let (start, end) = (Moment(first), Moment(last))
    let text =
      if start.date != end.date {
        Strings.from(date(start), at: clock(start), to: date(end), at: clock(end))
      } else if start.clock != end.clock {
        Strings.on(date(start), from: clock(start), to: clock(end))
      } else {
        Strings.on(date(start), at: clock(start))
      }
    return self[text]
  }

  private func date(_ moment: Moment) -> String {
    let parts = moment.date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return String(moment.date) }
    return self[Strings.date(year: parts[0], month: parts[1], day: parts[2])]
  }

  private func clock(_ moment: Moment) -> String {
    moment.offset.isEmpty ? moment.clock : "\(moment.clock)\u{A0}\(moment.offset)"
  }

  private func zoneNote(_ times: Timestamp...) -> String {
    times.contains(where: \.isZoneAssumed) ? bracketed(self[Strings.zoneUnknown]) : ""
  }
}

/// The parts of a moment as it is written.
private struct Moment {
  var date: Substring
  var clock: String

  /// The offset from UTC, if the log states one.
  var offset: String

  init(_ time: Timestamp) {
    let iso = time.iso8601
    let mark = iso.firstIndex(of: "T") ?? iso.endIndex
    date = iso[..<mark]
    clock = String(iso[mark...].dropFirst().prefix(8))
    let stated = iso.suffix(6)
    offset = time.isZoneAssumed ? "" : stated == "+00:00" ? "UTC" : String(stated)
  }
}
