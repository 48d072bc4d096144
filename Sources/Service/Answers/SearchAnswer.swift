public import KnowledgeBase
import Model

/// The answer to a search as machines read it.
public struct SearchAnswer: Encodable, Sendable {
  private let results: [SearchRow]
  private let suggestions: [SuggestionRow]

  /// Makes an answer.
  public init(
    _ results: [SearchResult], suggestions: [SpellingSuggestion], isExplained: Bool = false
  ) {
    self.results = results.map { SearchRow($0, isExplained: isExplained) }
    self.suggestions = suggestions.map {
      SuggestionRow(word: $0.word, suggestion: $0.suggestion)
    }
  }
}

private struct SuggestionRow: Encodable {
  let word: String
  let suggestion: String
}

/// One result of a search as machines read it.
public struct SearchRow: Encodable, Sendable {
  private struct PartRow: Encodable {
    let words: String
    let value: Double
  }

  private let number: String
  private let language: String
  private let fallback: Bool
  private let title: String
  private let score: Double
  private let snippet: String
  private let url: String?
  private let parts: [PartRow]?

  /// Makes a row, with the parts of its score if wanted.
  public init(_ result: SearchResult, isExplained: Bool) {
    number = result.number.rawValue
    language = result.language.rawValue
    fallback = result.isFallback
    title = result.title
    score = (result.score * 1_000).rounded() / 1_000
    snippet = result.snippet
    url = result.url
    parts = isExplained ? result.parts.map { PartRow(words: $0.words, value: $0.value) } : nil
  }
}
