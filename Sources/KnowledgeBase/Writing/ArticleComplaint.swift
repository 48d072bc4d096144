public import Model

/// What is wrong with an article that could be read.
public struct ArticleComplaint: Problem, Hashable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A section that every article has is not there.
    case missingSection(String)

    /// Nothing stands in a section of an article that is finished.
    case emptySection(String)

    /// The article does not exist in a language.
    case missingLanguage(Language)

    /// The sections are not those of another language.
    case otherSections(file: String)

    /// A block of code is not that of another language.
    case otherCode(file: String, line: Int)

    /// There are not as many blocks of code as in another language.
    case otherBlockCount(Int, file: String, Int)

    /// There is no article of this number.
    case deadNumber(String)

    /// There is no such rule.
    case deadRule(String)

    /// A person, or a machine of somebody's, is named.
    case personalData(String)
  }

  /// What is wrong.
  public let kind: Kind

  /// Where.
  public let location: TextLocation?

  init(_ kind: Kind, _ file: String, _ line: Int, _ snippet: Substring? = nil) {
    self.kind = kind
    location = TextLocation(file: file, line: line, snippet: snippet.map(String.init))
  }

  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch kind {
    case .missingSection(let anchor):
      LocalizedText(
        en: "section “\(anchor)” is missing",
        fr: "la section «\u{A0}\(anchor)\u{A0}» manque",
        ja: "セクション「\(anchor)」がありません")
    case .emptySection(let anchor):
      LocalizedText(
        en: "nothing stands in section “\(anchor)”",
        fr: "la section «\u{A0}\(anchor)\u{A0}» est vide", ja: "セクション「\(anchor)」が空です")
    case .missingLanguage(let language):
      LocalizedText(
        en: "the article is missing in “\(language.rawValue)”",
        fr: "l’article manque en «\u{A0}\(language.rawValue)\u{A0}»",
        ja: "「\(language.rawValue)」版の記事がありません")
    case .otherSections(let file):
      LocalizedText(
        en: "the sections are not those of “\(file)”",
        fr: "les sections ne sont pas celles de «\u{A0}\(file)\u{A0}»",
        ja: "セクションの構成が「\(file)」と一致しません")
    case .otherCode(let file, let line):
      LocalizedText(
        en: "the block of code is not that of “\(file)”, line \(line)",
        fr: "le bloc de code n’est pas celui de «\u{A0}\(file)\u{A0}», ligne \(line)",
        ja: "コードブロックが「\(file)」の \(line) 行目と一致しません")
    case .otherBlockCount(let count, let file, let other):
      LocalizedText(
        en: "\(count) blocks of code, and \(other) in “\(file)”",
        fr: "\(count) blocs de code, et \(other) dans «\u{A0}\(file)\u{A0}»",
        ja: "コードブロックが \(count) 個ありますが、「\(file)」では \(other) 個です")
    case .deadNumber(let number):
      LocalizedText(
        en: "there is no article “\(number)”", fr: "il n’y a pas d’article «\u{A0}\(number)\u{A0}»",
        ja: "記事「\(number)」はありません")
    case .deadRule(let rule):
      LocalizedText(
        en: "there is no rule “\(rule)”", fr: "il n’y a pas de règle «\u{A0}\(rule)\u{A0}»",
        ja: "ルール「\(rule)」はありません")
    case .personalData(let data):
      LocalizedText(
        en: "“\(data)” may be personal data",
        fr: "«\u{A0}\(data)\u{A0}» pourrait être une donnée personnelle",
        ja: "「\(data)」は個人情報の可能性があります")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch kind {
    case .missingSection(let anchor):
      LocalizedText(
        en: "head it with `## … {#\(anchor)}`", fr: "intitulez-la `## … {#\(anchor)}`",
        ja: "`## … {#\(anchor)}` の見出しを付けてください")
    case .personalData:
      LocalizedText(
        en: "use one that belongs to nobody, such as person@example.com or 192.0.2.1",
        fr: "prenez-en une qui n’est à personne, p. ex. person@example.com ou 192.0.2.1",
        ja: "person@example.com や 192.0.2.1 など、誰のものでもない値に置き換えてください")
    case .emptySection, .missingLanguage, .otherSections, .otherCode, .otherBlockCount,
      .deadNumber, .deadRule:
      nil
    }
  }
}
