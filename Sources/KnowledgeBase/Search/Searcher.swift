import Model
import SQLiteKit

/// Answers queries over one open file; what it needs is read with the first of them.
final class Searcher {
  private let database: Database
  private let catalogue: ArticleCatalogue
  private let ranking: ArticleRanking
  private let noise = LogNoise()
  private var analyzers = QueryAnalyzers()

  init(_ database: Database) throws {
    self.database = database
    catalogue = try ArticleCatalogue(database)
    ranking = ArticleRanking(catalogue: catalogue)
    try database.register(ArticleTokenizer(), named: "aemedic")
    try database.register(ranking, named: "article_rank")
  }

  func search(_ query: SearchQuery) throws -> [SearchResult] {
    let text = QueryText(query.text, noise: noise)
    let terms = QueryTerms(text, language: query.language, analyzers: &analyzers)
    var ranked = try rank(terms)
    if let number = try number(in: query.text) {
      let best = ranked.first?.1 ?? 0
      ranked = [(number, best + 1)] + ranked.filter { $0.0 != number }
    }
    ranked = Array(ranked.prefix(max(0, query.limit)))
    return try ranked.compactMap { number, score in
      let versions = try database.articles(number, in: query.language)
      guard let article = versions.first else { return nil }
      let analyzer = analyzers.analyzer(for: article.language)
      return SearchResult(
        number: number, language: article.language,
        isFallback: article.language != query.language, title: article.title, score: score,
        snippet: Snippet(of: article, for: terms.phrases, analyzer: analyzer).text,
        url: article.url)
    }
  }

  /// The number of an article, if the query is nothing else.
  private func number(in query: String) throws -> ArticleNumber? {
    let word = query.split(whereSeparator: \.isWhitespace)
    guard word.count == 1, let number = ArticleNumber(word[0].uppercased()) else { return nil }
    return try database.reference(number, in: .en) == nil ? nil : number
  }

  /// The articles by score; of an article's rows, in whatever language, the best counts.
  private func rank(_ terms: QueryTerms) throws -> [(ArticleNumber, Double)] {
    if terms.phrases.isEmpty { return [] }
    ranking.begin(terms.phrases)
    var scores: [ArticleNumber: Double] = [:]
    try database.withStatement(
      """
      SELECT rowid, article_rank(article_index) FROM article_index
      WHERE article_index MATCH ?1 ORDER BY rowid
      """
    ) { statement in
      try statement.bind(.text(terms.match))
      while try statement.step() {
        guard let row = catalogue[statement.integer(0)] else { continue }
        let score = statement.real(1) * row.boost
        scores[row.number] = max(scores[row.number] ?? 0, score)
      }
    }
    return scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}
