public import Model
import SQLiteKit

/// What an article must be to count as an answer.
public struct SearchFilter: Hashable, Sendable {
  /// A part of the product's name, such as `Campaign`; `AEM` and `AEMaaCS` are understood.
  public var product: String?

  /// A version that the article must mention, such as `6.5`.
  public var version: String?

  /// A language in which it must exist.
  public var language: Language?

  /// How far it can be relied on.
  public var state: ArticleState?

  /// The earliest date, ISO 8601.
  public var since: String?

  /// Makes a filter that lets everything through.
  public init() {}

  /// Reads a date for `since`, such as `2024-05-14`; `nil` if it is none.
  public static func date(_ text: String) -> String? { ArticleDate.iso(text) }

  var isEmpty: Bool { self == SearchFilter() }

  /// Whether one text of an article is what is wanted.
  func accepts(_ article: Article) -> Bool {
    if let product, !article.product.lowercased().contains(Self.fullName(of: product)) {
      return false
    }
    if let language, article.language != language { return false }
    if let state, article.state != state { return false }
    if let since, article.date < since { return false }
    if let version {
      let texts = [article.title, article.description, article.product, article.body]
      guard texts.contains(where: { Self.mentions(version, in: $0) }) else { return false }
    }
    return true
  }

  private static func fullName(of product: String) -> String {
    switch product.lowercased() {
    case "aem": "experience manager"
    case "aemaacs", "aem as a cloud service": "experience manager as a cloud service"
    case "acc": "campaign"
    case let name: name
    }
  }

  /// Whether a version stands there as a whole: `6.5` in `AEM 6.5.21`, and not in `16.5`.
  private static func mentions(_ version: String, in text: String) -> Bool {
    text.ranges(of: version).contains { range in
      let before = text[..<range.lowerBound].last
      let after = text[range.upperBound...].first
      let beforeThat = text[..<range.lowerBound].dropLast().last
      let startsNumber =
        before?.isNumber != true && !(before == "." && beforeThat?.isNumber == true)
      return startsNumber && after?.isNumber != true
    }
  }
}

extension Database {
  /// Whether any text of an article is what is wanted.
  func accepts(_ number: ArticleNumber, _ filter: SearchFilter) throws -> Bool {
    if filter.isEmpty { return true }
    for language in Language.allCases where filter.language == nil || filter.language == language {
      let versions = try articles(number, in: language)
      if versions.contains(where: filter.accepts) { return true }
    }
    return false
  }
}
