/// The number of a knowledge-base article, the same in every language: `KA-23909`.
public struct ArticleNumber: Hashable, Codable, Comparable, Sendable, CustomStringConvertible {
  /// The number as written in front matter and file names.
  public let rawValue: String

  /// Makes a number from its text, such as `KA-23909` or `MED-0001`.
  ///
  /// Letters, digits and hyphens only, at most 64 of them: the number becomes
  /// part of file names and addresses.
  public init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || byte == 0x2D
    }
    guard isPlain, !text.isEmpty, text.utf8.count <= 64 else { return nil }
    rawValue = text
  }

  /// The number itself.
  public var description: String { rawValue }

  /// Orders as text.
  public static func < (left: ArticleNumber, right: ArticleNumber) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// An article as a finding points to it, in the language it can be read in.
public struct ArticleReference: Hashable, Sendable {
  /// The article's number.
  public var number: ArticleNumber

  /// The language of `title`.
  public var language: Language

  /// The article's title in that language.
  public var title: String

  /// Where the article can be read on the web, if it is published.
  public var url: String?

  /// Whether another language stands in for the one that was asked for.
  public var isFallback: Bool

  /// Makes a reference.
  public init(
    number: ArticleNumber, language: Language, title: String, url: String?, isFallback: Bool
  ) {
    self.number = number
    self.language = language
    self.title = title
    self.url = url
    self.isFallback = isFallback
  }
}

/// What rules may point to: the articles and remedies that exist.
///
/// The rule linter and the pipeline ask it; the knowledge base and the remedy
/// host answer.
public protocol Catalog: Sendable {
  /// The article as it can be read in `language`, else in English, else in any.
  func article(_ number: ArticleNumber, in language: Language) throws -> ArticleReference?

  /// The languages in which the article exists.
  func languages(of number: ArticleNumber) throws -> Set<Language>

  /// The remedy's declaration of an action, if there is one.
  func remedyAction(plugin: String, action: String) throws -> RemedyAction?
}

/// What a remedy declares of one of its actions.
public struct RemedyAction: Hashable, Codable, Sendable {
  /// The names of the parameters the action takes, with their types.
  public var parameters: [String: String]

  /// How risky it is: `low`, `medium`, `high` or `irreversible`.
  public var risk: String

  /// The names of those that have to be stated.
  public var asks: [String]

  /// Makes a declaration.
  public init(
    parameters: [String: String], risk: String, asks: [String] = ["instance", "url"]
  ) {
    self.parameters = parameters
    self.risk = risk
    self.asks = asks
  }
}
