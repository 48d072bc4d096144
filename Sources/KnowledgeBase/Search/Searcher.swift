import Model
import SQLiteKit

/// Answers queries over one open file; what it needs is read with the first of them.
final class Searcher {
  private let database: Database
  private let catalogue: ArticleCatalogue
  private let ranking: ArticleRanking
  private let lexicon: Lexicon
  private let noise = LogNoise()
  private var analyzers = QueryAnalyzers()

  private let parameters: RankingParameters

  init(_ database: Database, parameters: RankingParameters = .standard) throws {
    self.database = database
    self.parameters = parameters
    lexicon = Lexicon(database)
    catalogue = try ArticleCatalogue(database)
    ranking = ArticleRanking(catalogue: catalogue, parameters: parameters)
    try database.register(ArticleTokenizer(), named: "aemedic")
    try database.register(ranking, named: "article_rank")
  }

  func search(_ query: SearchQuery) throws -> [SearchResult] {
    let terms = try terms(of: query)
    return try ranking(query, terms).compactMap { number, score in
      let versions = try database.articles(number, in: query.language)
      guard let article = versions.first else { return nil }
      let analyzer = analyzers.analyzer(for: article.language)
      return SearchResult(
        number: number, language: article.language,
        isFallback: article.language != query.language, title: article.title, score: score,
        snippet: Snippet(of: article, for: terms.terms, analyzer: analyzer).text,
        url: article.url)
    }
  }

  /// The best articles without their texts.
  func ranking(_ query: SearchQuery) throws -> [(number: ArticleNumber, score: Double)] {
    try ranking(query, terms(of: query))
  }

  private func terms(of query: SearchQuery) throws -> QueryTerms {
    try QueryTerms(
      QueryText(query.text, noise: noise), language: query.language, analyzers: &analyzers,
      lexicon: lexicon, parameters: parameters)
  }

  private func ranking(
    _ query: SearchQuery, _ terms: QueryTerms
  ) throws -> [(number: ArticleNumber, score: Double)] {
    var ranked = try rank(terms)
    if let number = try number(in: query.text) {
      let best = ranked.first?.1 ?? 0
      ranked = [(number, best + 1)] + ranked.filter { $0.0 != number }
    }
    return Array(ranked.prefix(max(0, query.limit)))
  }

  /// The number of an article, if the query is nothing else.
  private func number(in query: String) throws -> ArticleNumber? {
    let word = query.split(whereSeparator: \.isWhitespace)
    guard word.count == 1, let number = ArticleNumber(word[0].uppercased()) else { return nil }
    return try database.reference(number, in: .en) == nil ? nil : number
  }

  /// The articles by score; of an article's rows, in whatever language, the best counts.
  private func rank(_ terms: QueryTerms) throws -> [(ArticleNumber, Double)] {
    if terms.terms.isEmpty { return [] }
    ranking.begin(terms)
    try database.withStatement(
      """
      SELECT article_rank(article_index) FROM article_index
      WHERE article_index MATCH ?1 ORDER BY rowid
      """
    ) { statement in
      try statement.bind(.text(terms.match))
      try statement.run()
    }
    var scores: [ArticleNumber: Double] = [:]
    for (rowID, score) in ranking.scores() {
      guard let row = catalogue[rowID] else { continue }
      scores[row.number] = max(scores[row.number] ?? 0, score * boost(of: row))
    }
    return scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  private func boost(of row: ArticleCatalogue.Row) -> Double {
    (row.isArchived ? parameters.archiveBoost : 1)
      * (row.isOnExperienceManager ? parameters.productBoost : 1)
  }
}
