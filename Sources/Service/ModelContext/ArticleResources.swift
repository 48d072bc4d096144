import Diagnosis
import FoundationEssentials
import KnowledgeBase
import Model
import RemedyProtocol

/// Articles as resources: `kb://KA-23909?lang=fr` is the text of one in a language.
struct ArticleResources: Sendable {
  let store: KnowledgeStore

  private static let scheme = "kb://"
  private static let type = "text/markdown"
  private static let pageLength = 200

  /// Where the text of an article can be read.
  static func address(of number: ArticleNumber, in language: Language) -> String {
    "\(scheme)\(number.rawValue)?lang=\(language.rawValue)"
  }

  /// The articles, a page at a time.
  ///
  /// - Parameter cursor: The number behind which the page begins, as the page before told.
  func list(after cursor: String?, language: Language) throws -> JSONPiece {
    let numbers = try store.numbers().map(\.rawValue)
    var start = 0
    if let cursor {
      guard let index = numbers.firstIndex(of: cursor) else {
        throw RPCProblem.badParameters(
          ServiceProblem.badParameter("cursor", cursor, known: "").reason)
      }
      start = index + 1
    }
    let page = numbers[start...].prefix(Self.pageLength)
    let rows = try page.compactMap(ArticleNumber.init).map { number in
      let title = try store.reference(number, in: language)?.title ?? number.rawValue
      return JSONValue.object([
        "uri": .string(Self.address(of: number, in: language)), "name": .string(number.rawValue),
        "title": .string(title), "mimeType": .string(Self.type),
      ])
    }
    var answer: [String: JSONValue] = ["resources": .array(rows)]
    if let last = page.last, page.endIndex < numbers.endIndex {
      answer["nextCursor"] = .string(last)
    }
    return JSONPiece(.object(answer))
  }

  /// The form of their addresses.
  func templates(language: Language) -> JSONPiece {
    let title = LocalizedText(
      en: "An article of the knowledge base", fr: "Un article de la base de connaissances",
      ja: "ナレッジベースの記事")
    let row = JSONValue.object([
      "uriTemplate": .string("\(Self.scheme){number}{?lang}"), "name": .string("article"),
      "title": .string(title[language]), "mimeType": .string(Self.type),
    ])
    return JSONPiece(.object(["resourceTemplates": .array([row])]))
  }

  /// The text of one.
  func read(_ address: String, language: Language) throws -> JSONPiece {
    guard let (word, asked) = Self.parts(of: address),
      let found = try FoundArticle(word, in: asked ?? language, store: store)
    else { throw RPCProblem.noSuchResource(String(address.prefix(200))) }
    let article = found.article
    let content = JSONValue.object([
      "uri": .string(address), "mimeType": .string(Self.type),
      "text": .string(article.body),
    ])
    return JSONPiece(.object(["contents": .array([content])]))
  }

  /// The number and the language; clients may add a slash between them.
  private static func parts(of address: String) -> (number: String, language: Language?)? {
    guard address.utf8.count <= 200, address.hasPrefix(scheme) else { return nil }
    let parts = address.dropFirst(scheme.count).split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let number = parts[0].hasSuffix("/") ? parts[0].dropLast() : parts[0]
    guard !number.isEmpty else { return nil }
    guard parts.count == 2 else { return (String(number), nil) }
    guard parts[1].hasPrefix("lang="),
      let language = Language(rawValue: String(parts[1].dropFirst(5)))
    else { return nil }
    return (String(number), language)
  }
}
