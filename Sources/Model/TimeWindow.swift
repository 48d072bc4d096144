/// A stretch of time to which an analysis is limited; both ends belong to it.
///
/// An end whose offset is only assumed is read by the clock of each log, as it stands there.
public struct TimeWindow: Hashable, Sendable {
  /// Where it starts; `nil` where nothing is too early.
  public var since: Timestamp?

  /// Where it ends; `nil` where nothing is too late.
  public var until: Timestamp?

  /// Makes a window.
  public init(since: Timestamp? = nil, until: Timestamp? = nil) {
    self.since = since
    self.until = until
  }

  /// Whether it ends before it starts, as far as both ends go by the same clock.
  public var isImpossible: Bool {
    guard let since, let until, since.isZoneAssumed == until.isZoneAssumed else { return false }
    return until < since
  }
}

extension TimeWindow {
  /// From when to when, in a sentence.
  public var wording: LocalizedText {
    switch (since?.shortISO8601, until?.shortISO8601) {
    case (let since?, let until?):
      LocalizedText(
        en: "from \(since) to \(until)", fr: "de \(since) à \(until)",
        ja: "\(since) から \(until) まで")
    case (let since?, nil):
      LocalizedText(en: "from \(since) on", fr: "à partir de \(since)", ja: "\(since) 以降")
    case (nil, let until?):
      LocalizedText(en: "up to \(until)", fr: "jusqu’à \(until)", ja: "\(until) まで")
    case (nil, nil):
      LocalizedText(en: "at any time", fr: "à tout moment", ja: "全期間")
    }
  }
}

extension Timestamp {
  /// ISO 8601 with no more than is known: an assumed offset and an empty fraction are left out.
  public var shortISO8601: String {
    let offset = iso8601.suffix(6)
    let clock = iso8601.dropLast(offset.count)
    let short = clock.hasSuffix(".000") ? clock.dropLast(4) : clock
    return String(isZoneAssumed ? short : short + offset)
  }
}
