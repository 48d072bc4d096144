import Model

/// What a place in a configuration of nested sections should hold.
public enum SectionExpectation: Hashable, Sendable {
  /// A brace that opens the section of this name.
  case openingBrace(String)

  /// A brace that closes the section of this name, which the document ends in.
  case closingBrace(String)

  /// Nothing: the brace closes no section.
  case noBrace

  /// The quote that closes a value.
  case closingQuote

  /// A name before the value.
  case name

  /// The tag that closes the section of this name.
  case closingTag(String)

  /// Nothing: the tag of this name closes no section.
  case noTag(String)

  /// No more sections inside one another than this.
  case shallow(limit: Int)
}

extension SectionExpectation {
  var wording: LocalizedText {
    switch self {
    case .openingBrace(let name):
      LocalizedText(
        en: "“{” was expected behind “\(name)”",
        fr: "«\u{A0}{\u{A0}» était attendu après «\u{A0}\(name)\u{A0}»",
        ja: "「\(name)」の後に「{」が必要です")
    case .closingBrace(let name):
      LocalizedText(
        en: "the “}” of “\(name)” is missing",
        fr: "le «\u{A0}}\u{A0}» de «\u{A0}\(name)\u{A0}» manque",
        ja: "「\(name)」の「}」がありません")
    case .noBrace:
      LocalizedText(
        en: "this “}” closes no section", fr: "ce «\u{A0}}\u{A0}» ne ferme aucune section",
        ja: "対応するセクションのない「}」です")
    case .closingQuote:
      LocalizedText(
        en: "the closing quote is missing", fr: "le guillemet fermant manque",
        ja: "閉じる引用符がありません")
    case .name:
      LocalizedText(
        en: "a name was expected before the value",
        fr: "un nom était attendu avant la valeur", ja: "値の前に名前が必要です")
    case .closingTag(let name):
      LocalizedText(
        en: "“</\(name)>” is missing", fr: "«\u{A0}</\(name)>\u{A0}» manque",
        ja: "「</\(name)>」がありません")
    case .noTag(let name):
      LocalizedText(
        en: "“</\(name)>” closes no section",
        fr: "«\u{A0}</\(name)>\u{A0}» ne ferme aucune section",
        ja: "対応するセクションのない「</\(name)>」です")
    case .shallow(let limit):
      LocalizedText(
        en: "more than \(limit) sections lie in each other",
        fr: "plus de \(limit) sections sont imbriquées",
        ja: "セクションの入れ子が \(limit) 段を超えています")
    }
  }
}
