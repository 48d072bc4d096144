import Model

extension Strings {
  /// That there are more kinds of errors than are shown.
  static func moreUnknowns(_ number: Int) -> LocalizedText {
    count(
      number,
      en: ("more kind of error that no rule knows", "more kinds of errors that no rule knows"),
      fr: ("autre sorte d’erreur sans règle", "autres sortes d’erreurs sans règle"),
      ja: "ルールに該当しないエラーがほかに # 種類")
  }

  /// A line of a source.
  static func line(_ number: Int, of source: String) -> LocalizedText {
    LocalizedText(
      en: "\(source), line \(number)", fr: "\(source), ligne \(number)",
      ja: "\(source) の \(number) 行目")
  }

  /// An article that a search suggests and no rule vouches for.
  static func perhaps(_ number: String, title: String) -> LocalizedText {
    LocalizedText(
      en: "perhaps \(number): \(title)", fr: "peut-être \(number)\u{A0}: \(title)",
      ja: "関連の可能性：\(number)：\(title)")
  }
}
