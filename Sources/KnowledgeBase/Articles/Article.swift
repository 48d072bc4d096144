public import Model

/// A knowledge-base article in one language.
public struct Article: Hashable, Sendable {
  /// The number, the same in every language.
  public var number: ArticleNumber

  /// The language it is written in.
  public var language: Language

  /// Whose text it is.
  public var origin: ArticleOrigin

  /// The title.
  public var title: String

  /// What it is about, in a sentence or two.
  public var description: String

  /// The words it is filed under.
  public var keywords: [String]

  /// The product it is about, such as `Experience Manager`.
  public var product: String

  /// How far it can be relied on.
  public var state: ArticleState

  /// When it was true: ISO 8601 without a zone, date alone or date and time; sorts as text.
  public var date: String

  /// Where it can be read on the web, if it is published.
  public var url: String?

  /// The commit of the repository it was taken from, if that is known.
  public var commit: String?

  /// The text in Markdown, without the front matter.
  public var body: String

  /// Makes an article.
  public init(
    number: ArticleNumber, language: Language, origin: ArticleOrigin, title: String,
    description: String, keywords: [String] = [], product: String = "",
    state: ArticleState = .validated, date: String, url: String? = nil,
    commit: String? = nil, body: String
  ) {
    self.number = number
    self.language = language
    self.origin = origin
    self.title = title
    self.description = description
    self.keywords = keywords
    self.product = product
    self.state = state
    self.date = date
    self.url = url
    self.commit = commit
    self.body = body
  }
}

/// Whose text an article is.
public enum ArticleOrigin: String, Hashable, Codable, CaseIterable, Sendable {
  /// Written for aemedic.
  case own

  /// Written by its users, in their house layer.
  case house

  /// Taken from a copy of the Adobe KCS repositories.
  case imported
}

/// How far an article can be relied on, in the states of the KCS method.
public enum ArticleState: String, Hashable, Codable, CaseIterable, Sendable {
  /// Being written.
  case workInProgress = "wip"

  /// Written, and not tried by anyone else.
  case notValidated = "not-validated"

  /// Tried and found to be right.
  case validated

  /// Kept for those who were sent to it; no longer true or no longer needed.
  case archived
}
