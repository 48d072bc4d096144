public import Model

/// What a person looks for: words, a sentence, or a pasted log.
public struct SearchQuery: Hashable, Sendable {
  /// The words, or what was pasted. Words between quotes belong together.
  public var text: String

  /// The language in which titles and snippets are wanted.
  public var language: Language

  /// How many articles are wanted at most.
  public var limit: Int

  /// What the articles must be.
  public var filter: SearchFilter

  /// Makes a query.
  public init(
    _ text: String, language: Language = .en, limit: Int = 10, filter: SearchFilter = .init()
  ) {
    self.text = text
    self.language = language
    self.limit = limit
    self.filter = filter
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

  /// What the score is the sum of, the greatest part first.
  public var parts: [ScorePart]

  /// The line of the article that says most of what was asked for.
  public var snippet: String

  /// Where the article can be read on the web, if it is published.
  public var url: String?
}

/// What one term, or words that follow one another, add to a score.
public struct ScorePart: Hashable, Sendable {
  /// The words as the index knows them.
  public var words: String

  /// What they add.
  public var value: Double
}

/// A word of a query that no article has, and one that it may have been meant to be.
public struct SpellingSuggestion: Hashable, Sendable {
  /// The word as it was typed, folded.
  public var word: String

  /// The word that articles have.
  public var suggestion: String
}
