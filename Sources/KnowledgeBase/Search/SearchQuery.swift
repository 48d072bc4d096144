public import Model

/// What a person looks for: words, a sentence, or a pasted log.
public struct SearchQuery: Hashable, Sendable {
  /// The words, or what was pasted.
  public var text: String

  /// The language in which titles and snippets are wanted.
  public var language: Language

  /// How many articles are wanted at most.
  public var limit: Int

  /// Makes a query.
  public init(_ text: String, language: Language = .en, limit: Int = 10) {
    self.text = text
    self.language = language
    self.limit = limit
  }
}

/// An article that answers a query; each number comes once.
public struct SearchResult: Hashable, Sendable {
  /// The article's number.
  public var number: ArticleNumber

  /// The language of title and snippet.
  public var language: Language

  /// Whether that language stands in for the one that was asked for.
  public var isFallback: Bool

  /// The title.
  public var title: String

  /// How well it answers; comparable within one answer only.
  public var score: Double

  /// The line of the article that says most of what was asked for.
  public var snippet: String

  /// Where the article can be read on the web, if it is published.
  public var url: String?
}
