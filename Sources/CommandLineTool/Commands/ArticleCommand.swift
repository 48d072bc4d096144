import KnowledgeBase
import Model
import Reporting
import Rules

extension Command {
  /// Shows an article.
  static let article = Command(
    words: ["article"], operands: "NUMBER", operandCount: 1...1,
    summary: LocalizedText(
      en: "show an article in your language", fr: "afficher un article dans votre langue",
      ja: "記事を自分の言語で表示する"),
    options: [.knowledge, .house, .format(["text", "markdown", "json"])],
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
    guard let number = ArticleNumber(word),
      let article = try invocation.article(number)
    else { throw UnknownArticle(number: word) }
    if article.language != console.language {
      let (asked, shown) = (Wording.name(of: console.language), Wording.name(of: article.language))
      console.remark(
        LocalizedText(
          en: "\(number) does not exist in \(asked.en); this is the \(shown.en) text",
          fr: "\(number) n’existe pas en \(asked.fr)\u{A0}; voici le texte en \(shown.fr)",
          ja: "\(number) の\(asked.ja)版はありません。\(shown.ja)版を表示します"))
    }
    switch invocation.arguments.value("format") {
    case "json": console.print(try JSONText.pretty(ArticleRow(article)))
    case "markdown": console.print(article.body + "\n")
    default:
      let head = ArticleText.Head(
        number: number, product: article.product.split(separator: /, ?/).joined(separator: ", "),
        date: article.date,
        standing: article.state.standing, address: article.url)
      console.print(ArticleText(head, markdown: article.body, style: console.style).text)
    }
    return .success
  }
}

extension Invocation {
  /// The house's article of a number, else the one of the knowledge base.
  fileprivate func article(_ number: ArticleNumber) throws -> Article? {
    let folder = try houseLayer().map { "\($0.path)/articles" }
    for language in [console.language, .en] {
      guard let folder, InputPath.exists("\(folder)/\(number).\(language.rawValue).md") else {
        continue
      }
      return try ArticleFolder.article(named: "\(number).\(language.rawValue).md", in: folder)
    }
    return try knowledgeStore().article(number, in: console.language)
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

private struct ArticleRow: Encodable {
  let number: String
  let language: String
  let title: String
  let description: String
  let keywords: [String]
  let product: String
  let state: String
  let date: String
  let url: String?
  let body: String

  init(_ article: Article) {
    number = article.number.rawValue
    language = article.language.rawValue
    title = article.title
    description = article.description
    keywords = article.keywords
    product = article.product
    state = article.state.rawValue
    date = article.date
    url = article.url
    body = article.body
  }
}

/// A number under which there is no article.
private struct UnknownArticle: ToolProblem {
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
