import Model

struct UnknownDocument: Codable {
  struct Suggestion: Codable {
    let number: String
    let language: Language
    let title: String
    let score: Double
  }

  let fingerprint: String
  let template: String
  let exception: String?
  let frame: String?
  let logger: String?
  let level: LogLevel?
  let count: Int
  let burst: Int
  let novelty: Double
  let firstSeen: String?
  let lastSeen: String?
  let zone: AssumedZone?
  let excerpt: String
  let evidence: [PlaceDocument]
  let suggestions: [Suggestion]

  init(_ error: UnknownError) {
    fingerprint = error.fingerprint
    template = error.template
    exception = error.exception
    frame = error.frame
    logger = error.logger
    level = error.level
    count = error.count
    burst = error.burst
    novelty = error.novelty
    firstSeen = error.firstSeen?.iso8601
    lastSeen = error.lastSeen?.iso8601
    zone = AssumedZone(of: error.firstSeen, error.lastSeen)
    excerpt = error.excerpt.text
    evidence = error.places.map(PlaceDocument.init)
    suggestions = error.suggestions.map(Suggestion.init)
  }

  var error: UnknownError {
    UnknownError(
      fingerprint: fingerprint, template: template, exception: exception, frame: frame,
      logger: logger, level: level, count: count, burst: burst, novelty: novelty,
      firstSeen: Timestamp(written: firstSeen, zone),
      lastSeen: Timestamp(written: lastSeen, zone), excerpt: Excerpt(text: excerpt),
      places: evidence.map(\.place), suggestions: suggestions.compactMap(\.suggestion))
  }
}

extension UnknownDocument.Suggestion {
  init(_ suggestion: ArticleSuggestion) {
    number = suggestion.article.number.rawValue
    language = suggestion.article.language
    title = suggestion.article.title
    score = suggestion.score.isFinite ? (suggestion.score * 1_000).rounded() / 1_000 : 0
  }

  var suggestion: ArticleSuggestion? {
    ArticleNumber(number).map {
      ArticleSuggestion(
        article: ArticleReference(
          number: $0, language: language, title: title, url: nil, isFallback: false),
        score: score)
    }
  }
}
