import Model

/// What the views say of the errors over time.
extension Strings {
  static let errorTimes = LocalizedText(
    en: "Errors over time", fr: "Erreurs au fil du temps", ja: "エラーの推移")

  static let errorsLabel = LocalizedText(en: "Errors", fr: "Erreurs", ja: "エラー")

  /// How many errors there are, and from when to when.
  static func errors(_ total: Int, _ period: String) -> LocalizedText {
    let errors = count(
      total, en: ("entry at ERROR or above", "entries at ERROR or above"),
      fr: ("entrée de niveau ERROR ou plus", "entrées de niveau ERROR ou plus"),
      ja: "ERROR 以上のエントリ # 件")
    return LocalizedText(
      en: "\(errors.en), \(period)", fr: "\(errors.fr), \(period)", ja: "\(errors.ja)、\(period)")
  }

  /// When most of the errors came.
  static func peak(_ number: Int, in stretch: String, from time: String) -> LocalizedText {
    let number = grouped(number)
    return LocalizedText(
      en: "; peak of \(number.en) in \(stretch) from \(time)",
      fr: "\u{A0}; pic de \(number.fr) en \(stretch), \(time)",
      ja: "。ピークは \(time) からの \(stretch)で \(number.ja)\u{A0}件")
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
    let period = span(from: timeline.start, to: timeline.end)
    let errors = self[Strings.errors(timeline.total, period)]
    guard timeline.peak > 1, timeline.counts.count > 1 else { return errors }
    let stretch = self[Strings.stretch(milliseconds: timeline.width)]
    let peak = timeline.peakTime
    return errors
      + self[Strings.peak(timeline.peak, in: stretch, from: span(from: peak, to: peak))]
  }
}
