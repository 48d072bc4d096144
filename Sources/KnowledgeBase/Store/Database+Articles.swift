import Model
import SQLiteKit

extension Database {
  /// The versions of an article in the wanted language, else English, else any; newest first.
  func articles(_ number: ArticleNumber, in language: Language) throws -> [Article] {
    let found = try withStatement(
      """
      SELECT number, language, origin, title, description, keywords, product, state, date, url,
        body
      FROM article JOIN article_body USING (id) WHERE number = ?1
      ORDER BY language = ?2 DESC, language = 'en' DESC, language,
        substr(date, 1, 10) DESC, origin = 'own' DESC
      """
    ) { statement in
      try statement.bind(.text(number.rawValue), .text(language.rawValue))
      return try statement.articles()
    }
    return found.filter { $0.language == found[0].language }
  }

  /// The leading version of an article in the wanted language, else English, else any.
  func reference(_ number: ArticleNumber, in language: Language) throws -> ArticleReference? {
    try withStatement(
      """
      SELECT language, title, url FROM article WHERE number = ?1
      ORDER BY language = ?2 DESC, language = 'en' DESC, language,
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
          body: text(10) ?? ""))
    }
    return articles
  }
}
