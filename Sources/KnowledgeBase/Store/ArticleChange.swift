public import Model

/// What the last import did to an article's text.
public struct ArticleChange: Hashable, Sendable {
  /// What became of the text.
  public enum Kind: String, Hashable, CaseIterable, Sendable {
    /// It was not there before.
    case added

    /// It was there with other words.
    case changed

    /// It is no longer there.
    case removed
  }

  /// The article.
  public var number: ArticleNumber

  /// The language of the text.
  public var language: Language

  /// What became of it.
  public var kind: Kind

  /// Makes a change.
  public init(number: ArticleNumber, language: Language, kind: Kind) {
    self.number = number
    self.language = language
    self.kind = kind
  }
}
