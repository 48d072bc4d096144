import Foundation
public import Model
import TestSupport

@testable import KnowledgeBase

extension ArticleNumber: ExpressibleByStringLiteral {
  /// So that a test can write a number as it is.
  public init(stringLiteral text: String) {
    guard let number = ArticleNumber(text) else { fatalError("“\(text)” is no number") }
    self = number
  }
}

extension Article {
  /// An article with the parts that a test does not care about filled in.
  static func sample(
    _ number: ArticleNumber = "MED-0001", _ language: Language = .en, title: String = "Title",
    origin: ArticleOrigin = .own, date: String = "2026-03-01", state: ArticleState = .validated,
    body: String = ""
  ) -> Article {
    Article(
      number: number, language: language, origin: origin, title: title,
      description: "About \(title)", keywords: ["AEM", "keys"], product: "Experience Manager",
      state: state, date: date, url: "https://example.com/\(number)", body: body)
  }
}

/// A knowledge base in a folder of its own.
struct SampleStore {
  let folder: TemporaryFolder
  let store: KnowledgeStore

  init(_ articles: [Article], blobs: [String: [UInt8]] = [:]) throws {
    folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    for article in articles { builder.add(article) }
    for (name, bytes) in blobs { builder.setBlob(bytes, named: name) }
    try builder.write(to: folder.path("a.kb"))
    store = try KnowledgeStore(path: folder.path("a.kb"))
  }
}

/// The article number `A-0`, `A-1` and so on.
func numbered(_ index: Int) -> ArticleNumber {
  ArticleNumber(stringLiteral: "A-\(index)")
}
