/// Errors alike that no finding explains.
public struct UnknownError: Hashable, Sendable {
  /// The same for errors alike, whatever their lines, ids and languages: `v1:` and 16 hex digits.
  public var fingerprint: String

  /// The message with marks in place of what differs between them.
  public var template: String

  /// The class of the exception that caused all, if there is one.
  public var exception: String?

  /// Where own code raised it, as `a.b.C.run`.
  public var frame: String?

  /// The logger of the first of them.
  public var logger: String?

  /// The highest level among them.
  public var level: LogLevel?

  /// How many there are.
  public var count: Int

  /// The most of them in one minute.
  public var burst: Int

  /// How late in its log the first of them stands, from 0 for its start to 1 for its end.
  public var novelty: Double

  /// When the first was written.
  public var firstSeen: Timestamp?

  /// When the last was written.
  public var lastSeen: Timestamp?

  /// The first of them.
  public var excerpt: Excerpt

  /// Where the first ones stand.
  public var places: [Place]

  /// The articles that may answer it, best first.
  public var suggestions: [ArticleSuggestion]

  /// Makes an unknown error.
  public init(
    fingerprint: String, template: String, exception: String? = nil, frame: String? = nil,
    logger: String? = nil, level: LogLevel? = nil, count: Int, burst: Int = 1,
    novelty: Double = 0, firstSeen: Timestamp? = nil, lastSeen: Timestamp? = nil,
    excerpt: Excerpt, places: [Place], suggestions: [ArticleSuggestion] = []
  ) {
    self.fingerprint = fingerprint
    self.template = template
    self.exception = exception
    self.frame = frame
    self.logger = logger
    self.level = level
    self.count = count
    self.burst = burst
    self.novelty = novelty
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.excerpt = excerpt
    self.places = places
    self.suggestions = suggestions
  }
}

/// An article that a search came upon.
public struct ArticleSuggestion: Hashable, Sendable {
  /// The article.
  public var article: ArticleReference

  /// How well it fits; only the order among scores of one search means something.
  public var score: Double

  /// Makes a suggestion.
  public init(article: ArticleReference, score: Double) {
    self.article = article
    self.score = score
  }
}
