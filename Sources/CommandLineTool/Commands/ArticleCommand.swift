import KnowledgeBase
import Model
import Reporting
import Rules
import Service

extension Command {
  /// Shows an article.
  static let article = Command(
    words: ["article"], operands: "NUMBER", operandCount: 1...1,
    summary: LocalizedText(
      en: "show an article in your language", fr: "afficher un article dans votre langue",
      ja: "記事を自分の言語で表示する"),
    options: [.knowledge, .house, .usage, .format(["text", "markdown", "html", "json"])],
    examples: [
      Example(
        call: "aemedic article KA-23909 --lang fr",
        meaning: LocalizedText(
          en: "the article in French", fr: "l’article en français", ja: "フランス語の記事"))
    ]
  ) { try ArticleCommand($0).run() }
}

/// Carries out `article`.
private struct ArticleCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func run() throws -> ExitStatus {
    let console = invocation.console
    let word = invocation.arguments.operands[0]
    let store = try invocation.knowledgeStore()
    guard let found = try FoundArticle(word, in: console.language, store: store) else {
      throw UnknownArticle(number: word)
    }
    let article = found.article
    invocation.count(.read(article.number))
    if article.language != console.language {
      let (asked, shown) = (Wording.name(of: console.language), Wording.name(of: article.language))
      console.remark(
        LocalizedText(
          en: "\(article.number) does not exist in \(asked.en); this is the \(shown.en) text",
          fr: "\(article.number) n’existe pas en \(asked.fr)\u{A0}; voici le texte en \(shown.fr)",
          ja: "\(article.number) の\(asked.ja)版はありません。\(shown.ja)版を表示します"))
    }
    let head = ArticleText.Head(
      number: article.number,
      product: article.product.split(separator: /, ?/).joined(separator: ", "),
      date: article.date, standing: article.state.standing, address: article.url)
    let notes = found.notes(in: console.language)
    switch invocation.arguments.value("format") {
    case "json":
      console.print(
        try JSONText.pretty(ArticleAnswer(found, language: console.language)))
    case "markdown": console.print(article.body + "\n")
    case "html":
      console.print(
        ArticleHTML(
          head, title: article.title, markdown: article.body, articleLanguage: article.language,
          language: console.language, notes: notes
        ).text)
    default:
      var text = ArticleText(head, markdown: article.body, style: console.style).text
      for note in notes {
        text +=
          "\n"
          + Paragraph(TerminalText.harmless(note), width: console.width, hanging: 2).lines
          .joined(separator: "\n") + "\n"
      }
      console.print(text)
    }
    return .success
  }
}

extension FoundArticle {
  /// What a reader should know of them.
  fileprivate func notes(in language: Language) -> [String] {
    var notes: [LocalizedText] = []
    if let other {
      let whose: LocalizedText =
        article.origin == .house
        ? LocalizedText(
          en: "The house’s text stands before that of \(other.date.prefix(10)):",
          fr: "Le texte de la maison passe avant celui du \(other.date.prefix(10))\u{A0}:",
          ja: "ハウスレイヤーの記事を、次の記事（\(other.date.prefix(10))）に優先して表示しています：")
        : other.origin == .own
          ? LocalizedText(
            en: "Our own text of \(other.date.prefix(10)) corrects or adds:",
            fr: "Notre propre texte du \(other.date.prefix(10)) corrige ou complète\u{A0}:",
            ja: "当方の記事（\(other.date.prefix(10))）による補足・訂正：")
          : LocalizedText(
            en: "Adobe’s text of \(other.date.prefix(10)) is older:",
            fr: "Le texte d’Adobe du \(other.date.prefix(10)) est plus ancien\u{A0}:",
            ja: "Adobe の記事（\(other.date.prefix(10))）はこれより古い内容です：")
      let said = "\(other.title). \(other.description)"
      notes.append(
        LocalizedText(
          en: "\(whose.en) \(said)", fr: "\(whose.fr) \(said)", ja: "\(whose.ja)\(said)"))
    }
    if languages.count > 1 {
      let list = languages.map(\.rawValue).joined(separator: ", ")
      notes.append(
        LocalizedText(
          en: "Languages: \(list)", fr: "Langues\u{A0}: \(list)", ja: "言語：\(list)"))
    }
    for like in likes {
      let name = "\(like.number) \(like.title)"
      notes.append(
        LocalizedText(
          en: "Nearly the same: \(name)", fr: "Presque identique\u{A0}: \(name)",
          ja: "ほぼ同じ内容：\(name)"))
    }
    return notes.map { $0[language] }
  }
}

extension ArticleState {
  /// What a reader should know; nothing if the article can be relied on.
  fileprivate var standing: LocalizedText? {
    switch self {
    case .workInProgress:
      LocalizedText(en: "still being written", fr: "en cours de rédaction", ja: "作成中")
    case .notValidated:
      LocalizedText(
        en: "not yet validated on a live instance",
        fr: "pas encore validé sur une instance réelle", ja: "実機では未検証")
    case .validated: nil
    case .archived:
      LocalizedText(
        en: "archived: no longer kept up to date", fr: "archivé\u{A0}: n’est plus mis à jour",
        ja: "アーカイブ済み（更新されません）")
    }
  }
}

/// A number under which there is no article.
struct UnknownArticle: ToolProblem {
  let number: String

  var exitStatus: ExitStatus { .usage }

  var reason: LocalizedText {
    LocalizedText(
      en: "there is no article “\(number)”", fr: "il n’y a pas d’article «\u{A0}\(number)\u{A0}»",
      ja: "記事「\(number)」はありません")
  }

  var hint: LocalizedText? {
    LocalizedText(
      en: "look for it with `aemedic search`", fr: "cherchez-le avec `aemedic search`",
      ja: "`aemedic search` で検索してください")
  }
}
