import Model
import SQLiteKit

extension Database {
  /// The versions of an article in the wanted language, else English, else any; newest first.
  ///
  /// What a house has written leads in whatever language.
  func articles(_ number: ArticleNumber, in language: Language) throws -> [Article] {
    let found = try withStatement(
      """
      SELECT number, language, origin, title, description, keywords, product, state, date, url,
        body, source_commit
      FROM article JOIN article_body USING (id) WHERE number = ?1
      ORDER BY origin = 'house' DESC, language = ?2 DESC, language = 'en' DESC, language,
        substr(date, 1, 10) DESC, origin = 'own' DESC
      """
    ) { statement in
      try statement.bind(.text(number.rawValue), .text(language.rawValue))
      return try statement.articles()
    }
    return found.filter { $0.language == found.first?.language }
  }

  /// The leading version of an article in the wanted language, else English, else any.
  func reference(_ number: ArticleNumber, in language: Language) throws -> ArticleReference? {
    try withStatement(
      """
      SELECT language, title, url FROM article WHERE number = ?1
      ORDER BY origin = 'house' DESC, language = ?2 DESC, language = 'en' DESC, language,
        substr(date, 1, 10) DESC, origin = 'own' DESC
      LIMIT 1
      """
    ) { statement in
      try statement.bind(.text(number.rawValue), .text(language.rawValue))
      guard try statement.step(),
        let found = statement.text(0).flatMap(Language.init(rawValue:))
      else { return nil }
      return ArticleReference(
        number: number, language: found, title: statement.text(1) ?? "", url: statement.text(2),
        isFallback: found != language)
    }
  }
}

extension Database {
  /// What the last import changed.
  func changes() throws -> [ArticleChange] {
    try withStatement("SELECT number, language, kind FROM change ORDER BY number, language") {
      var changes: [ArticleChange] = []
      while try $0.step() {
        guard let number = $0.text(0).flatMap(ArticleNumber.init),
          let language = $0.text(1).flatMap(Language.init(rawValue:)),
          let kind = $0.text(2).flatMap(ArticleChange.Kind.init(rawValue:))
        else { throw KnowledgeFile.Damage.row }
        changes.append(ArticleChange(number: number, language: language, kind: kind))
      }
      return changes
    }
  }

  /// What rules say of articles.
  func ruleTexts() throws -> [ArticleNumber: LocalizedText] {
    try withStatement("SELECT number, language, text FROM rule_text") { statement in
      var texts: [ArticleNumber: [Language: String]] = [:]
      while try statement.step() {
        guard let number = statement.text(0).flatMap(ArticleNumber.init),
          let language = statement.text(1).flatMap(Language.init(rawValue:))
        else { throw KnowledgeFile.Damage.row }
        texts[number, default: [:]][language] = statement.text(2)
      }
      return texts.mapValues {
        LocalizedText(en: $0[.en] ?? "", fr: $0[.fr] ?? "", ja: $0[.ja] ?? "")
      }
    }
  }

  /// All concepts of the lexicon.
  func concepts() throws -> [Concept] {
    try withStatement("SELECT source FROM concept ORDER BY id") { statement in
      var concepts: [Concept] = []
      while try statement.step() {
        guard let concept = statement.text(0).flatMap(Concept.init(line:)) else {
          throw KnowledgeFile.Damage.row
        }
        concepts.append(concept)
      }
      return concepts
    }
  }
}

extension Statement {
  /// The articles of rows whose columns are those of `article`, from the number on, and the body.
  borrowing func articles() throws -> [Article] {
    var articles: [Article] = []
    while try step() {
      guard let number = text(0).flatMap(ArticleNumber.init),
        let language = text(1).flatMap(Language.init(rawValue:)),
        let origin = text(2).flatMap(ArticleOrigin.init(rawValue:)),
        let state = text(7).flatMap(ArticleState.init(rawValue:))
      else { throw KnowledgeFile.Damage.row }
      articles.append(
        Article(
          number: number, language: language, origin: origin, title: text(3) ?? "",
          description: text(4) ?? "", keywords: (text(5) ?? "").separatedByCommas,
          product: text(6) ?? "", state: state, date: text(8) ?? "", url: text(9),
          commit: text(11), body: text(10) ?? ""))
    }
    return articles
  }
}
