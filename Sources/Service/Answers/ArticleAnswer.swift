public import KnowledgeBase
public import Model
import Reporting

/// An article found by its number, with what there is besides.
public struct FoundArticle: Sendable {
  /// The text in the reader's language, else in English, else in any.
  public let article: Article

  /// The languages in which the article can be read.
  public let languages: [Language]

  /// Another text of the same number and language, which is older or does not lead.
  public let other: Article?

  /// Articles that say nearly the same.
  public let likes: [ArticleReference]

  /// Looks an article up; its number may be written in small letters.
  ///
  /// - Returns: `nil` if there is none.
  public init?(_ word: String, in language: Language, store: KnowledgeStore) throws {
    var found: [Article] = []
    for candidate in [word, word.uppercased()].compactMap(ArticleNumber.init) where found.isEmpty {
      found = try store.versions(of: candidate, in: language)
    }
    guard let article = found.first else { return nil }
    self.article = article
    languages = try store.languages(of: article.number).sorted { $0.rawValue < $1.rawValue }
    other = found.dropFirst().first
    likes = try store.nearDuplicates(of: article).compactMap {
      try store.reference($0, in: article.language)
    }
  }
}

/// An article as machines read it.
public struct ArticleAnswer: Encodable, Sendable {
  private struct Like: Encodable {
    let number: String
    let title: String
  }

  private struct Other: Encodable {
    let origin: String
    let date: String
    let title: String
    let description: String
  }

  private struct Section: Encodable {
    let level: Int
    let heading: String
    let markdown: String
    let html: String?
  }

  private let number: String
  private let language: String
  private let fallback: Bool
  private let languages: [String]
  private let origin: String
  private let title: String
  private let description: String
  private let keywords: [String]
  private let product: String
  private let state: String
  private let date: String
  private let url: String?
  private let body: String
  private let html: String?
  private let sections: [Section]
  private let nearDuplicates: [Like]
  private let otherVersion: Other?

  /// Makes an answer.
  ///
  /// - Parameters:
  ///   - language: The language that was asked for.
  ///   - withHTML: Whether to add each text as HTML of which every tag is our own.
  public init(_ found: FoundArticle, language asked: Language, withHTML: Bool = false) {
    let article = found.article
    func markup(_ markdown: String) -> String? {
      withHTML ? ArticleHTML.fragment(markdown: markdown, language: article.language) : nil
    }
    number = article.number.rawValue
    language = article.language.rawValue
    fallback = article.language != asked
    languages = found.languages.map(\.rawValue)
    origin = article.origin.rawValue
    title = article.title
    description = article.description
    keywords = article.keywords
    product = article.product
    state = article.state.rawValue
    date = article.date
    url = article.url
    body = article.body
    html = markup(article.body)
    sections = ArticleSection.all(in: article.body).map {
      Section(
        level: $0.level, heading: $0.heading, markdown: $0.markdown, html: markup($0.markdown))
    }
    nearDuplicates = found.likes.map { Like(number: $0.number.rawValue, title: $0.title) }
    otherVersion = found.other.map {
      Other(
        origin: $0.origin.rawValue, date: $0.date, title: $0.title, description: $0.description)
    }
  }
}
