import Model

/// What the views say of the errors over time.
extension Strings {
  static let errorTimes = LocalizedText(
    en: "Errors over time", fr: "Erreurs au fil du temps", ja: "エラーの推移")

  static let errorsLabel = LocalizedText(en: "Errors", fr: "Erreurs", ja: "エラー")

  /// How many errors there are, from when to when, and when most of them came.
  static func timeline(total: Int, period: String, peak: Int, per stretch: String, at time: String)
    -> LocalizedText
  {
    let errors = count(
      total, en: ("entry at ERROR or above", "entries at ERROR or above"),
      fr: ("entrée de niveau ERROR ou plus", "entrées de niveau ERROR ou plus"),
      ja: "ERROR 以上のエントリ # 件")
    let most = grouped(peak)
    return LocalizedText(
      en: "\(errors.en), \(period); most: \(most.en) in \(stretch) from \(time)",
      fr: "\(errors.fr), \(period)\u{A0}; maximum\u{A0}: \(most.fr) en \(stretch) à partir de"
        + " \(time)",
      ja: "\(errors.ja)、\(period)。最多は \(time) からの \(stretch)で \(most.ja)\u{A0}件")
  }

  /// A length of time, which is one that a clock or a calendar shows.
  static func stretch(milliseconds: Int64) -> LocalizedText {
    let seconds = Int(milliseconds / 1_000)
    if seconds % 86_400 == 0 {
      return count(seconds / 86_400, en: ("day", "days"), fr: ("jour", "jours"), ja: "# 日間")
    }
    if seconds % 3_600 == 0 {
      return count(seconds / 3_600, en: ("hour", "hours"), fr: ("heure", "heures"), ja: "# 時間")
    }
    if seconds % 60 == 0 {
      return count(seconds / 60, en: ("minute", "minutes"), fr: ("minute", "minutes"), ja: "# 分間")
    }
    return count(seconds, en: ("second", "seconds"), fr: ("seconde", "secondes"), ja: "# 秒間")
  }

  static let stretchStart = LocalizedText(en: "From", fr: "À partir de", ja: "開始")
  static let number = LocalizedText(en: "Errors", fr: "Erreurs", ja: "エラー数")
  static let asTable = LocalizedText(
    en: "The same as a table", fr: "Les mêmes chiffres en tableau", ja: "表で見る")
}

extension Phrasing {
  /// The errors over time in a sentence.
  func sentence(on timeline: Timeline) -> String {
    self[
      Strings.timeline(
        total: timeline.total, period: span(from: timeline.start, to: timeline.end),
        peak: timeline.peak, per: self[Strings.stretch(milliseconds: timeline.width)],
        at: shown(timeline.peakTime))]
  }
}
