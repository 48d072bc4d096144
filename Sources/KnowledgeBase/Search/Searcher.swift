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

  /// The best articles, from which results can be made without the file.
  func find(_ query: SearchQuery) throws -> FoundArticles {
    let terms = try terms(of: query)
    let found = try ranking(query, terms).compactMap { number, score -> FoundArticles.Entry? in
      let versions = try database.articles(number, in: query.language)
      guard let article = versions.first else { return nil }
      var parts = ranking.parts(of: number)
      let rest = score - parts.reduce(0) { $0 + $1.value }
      if rest > 1e-9 { parts.insert(ScorePart(words: number.rawValue, value: rest), at: 0) }
      return FoundArticles.Entry(article: article, score: score, parts: parts)
    }
    return FoundArticles(entries: found, terms: terms.terms, language: query.language)
  }

  /// The best articles as a finding points to them, without looking at their texts.
  func references(_ query: SearchQuery) throws -> [ArticleSuggestion] {
    try ranking(query).compactMap { number, score in
      try database.reference(number, in: query.language)
        .map { ArticleSuggestion(article: $0, score: score) }
    }
  }

  /// The best articles without their texts.
  func ranking(_ query: SearchQuery) throws -> [(number: ArticleNumber, score: Double)] {
    try ranking(query, terms(of: query))
  }

  /// What misspelt words of a query may have been meant to be.
  func suggestions(for query: SearchQuery) throws -> [SpellingSuggestion] {
    let text = QueryText(query.text, noise: noise)
    if text.isLog { return [] }
    let analyzer = analyzers.analyzer(for: .en)
    let words = analyzer.terms(in: query.text).filter { $0.kind == .word }.map(\.text)
    return try Vocabulary(database).suggestions(for: words)
  }

  /// The different words of an article.
  func words(of article: Article) throws -> Set<String> {
    let text = "\(article.title)\n\(article.description)\n\(article.body)"
    return Set(analyzers.analyzer(for: article.language).terms(in: text).map(\.text))
  }

  /// The different words of an article by its number.
  func words(of number: ArticleNumber, in language: Language) throws -> Set<String> {
    try database.articles(number, in: language).first.map { try words(of: $0) } ?? []
  }

  private func terms(of query: SearchQuery) throws -> QueryTerms {
    try QueryTerms(
      QueryText(query.text, noise: noise), language: query.language, analyzers: &analyzers,
      lexicon: lexicon, vocabulary: Vocabulary(database), parameters: parameters)
  }

  private func ranking(
    _ query: SearchQuery, _ terms: QueryTerms
  ) throws -> [(number: ArticleNumber, score: Double)] {
    var ranked = try rank(terms)
    if let number = try number(in: query.text) {
      let best = ranked.first?.1 ?? 0
      ranked = [(number, best + 1)] + ranked.filter { $0.0 != number }
    }
    if query.filter.isEmpty { return Array(ranked.prefix(max(0, query.limit))) }
    var accepted: [(number: ArticleNumber, score: Double)] = []
    for entry in ranked where accepted.count < query.limit {
      if try database.accepts(entry.0, query.filter) { accepted.append(entry) }
    }
    return accepted
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
    return ranking.scores()
  }
}

/// Articles that answer a query, with what is needed to show them.
struct FoundArticles: Sendable {
  struct Entry: Sendable {
    var article: Article
    var score: Double
    var parts: [ScorePart]
  }

  let entries: [Entry]
  let terms: [QueryTerm]
  let language: Language

  /// The articles as results, each with the line that says most of the query.
  var results: [SearchResult] {
    var maker = SnippetMaker(for: terms)
    return entries.map { entry in
      let article = entry.article
      return SearchResult(
        number: article.number, language: article.language,
        isFallback: article.language != language, title: article.title, score: entry.score,
        parts: entry.parts, snippet: maker.snippet(of: article), url: article.url)
    }
  }
}
