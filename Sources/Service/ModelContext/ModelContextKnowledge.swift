import Diagnosis
import FoundationEssentials
import KnowledgeBase
import Model
import Redaction
import Remediation
import RemedyProtocol

/// Answers what models ask of articles and remedies, and masks texts for them.
struct ModelContextKnowledge: Sendable {
  let pack: KnowledgePack
  let remedies: RemedyLibrary
  let settings: ServiceSettings
  let roots: ReadableRoots

  private struct SearchRequest: Decodable {
    let query: String
    let limit: Int?
    let product: String?
    let version: String?
  }

  func search(_ call: ModelContextCall) throws -> ModelContextTool.Answer {
    let wish: SearchRequest = try call.arguments()
    let limit = wish.limit ?? 10
    guard (1...50).contains(limit) else {
      throw ServiceProblem.badParameter("limit", String(limit), known: "1–50")
    }
    var filter = SearchFilter()
    filter.product = wish.product
    filter.version = wish.version
    let query = SearchQuery(
      wish.query, language: try call.language, limit: limit, filter: filter)
    let results = try pack.store.search(query)
    let suggestions = try pack.store.suggestions(for: query)
    let lines = results.map { "- \($0.number): \(InputText.line($0.title))" }
    let nothing = LocalizedText(
      en: "No article answers that.", fr: "Aucun article n’y répond.", ja: "該当する記事はありません。")
    return try ModelContextTool.Answer(
      SearchAnswer(results, suggestions: suggestions),
      text: lines.isEmpty ? nothing[try call.language] : lines.joined(separator: "\n"))
  }

  private struct ArticleRequest: Decodable {
    let number: String
  }

  func article(_ call: ModelContextCall) throws -> ModelContextTool.Answer {
    let wish: ArticleRequest = try call.arguments()
    let language = try call.language
    guard let found = try FoundArticle(wish.number, in: language, store: pack.store) else {
      throw ServiceProblem.noSuchArticle(String(wish.number.prefix(64)))
    }
    let article = found.article
    var lines = ["\(article.number): \(article.title)", article.description]
    if let url = article.url { lines.append(url) }
    lines.append(ArticleResources.address(of: article.number, in: article.language))
    return try ModelContextTool.Answer(
      ArticleAnswer(found, language: language), text: lines.joined(separator: "\n"))
  }

  private struct RedactionRequest: Decodable {
    let text: String
    let names: Bool?
  }

  private struct RedactionAnswer: Encodable {
    let text: String
    let masked: [String: Int]
  }

  func redact(_ call: ModelContextCall) throws -> ModelContextTool.Answer {
    let wish: RedactionRequest = try call.arguments()
    var redactor = Redactor(wish.names == true ? .everything : .secrets)
    let answer = RedactionAnswer(
      text: redactor.redact(wish.text),
      masked: Dictionary(
        redactor.counts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 }))
    let count = answer.masked.values.reduce(0, +)
    let text = LocalizedText(
      en: "Values masked: \(count).", fr: "Valeurs masquées\u{A0}: \(count).",
      ja: "伏せ字にした値：\(count)。")
    return try ModelContextTool.Answer(answer, text: text[try call.language])
  }

  func plan(_ call: ModelContextCall) throws -> ModelContextTool.Answer {
    var wish: PlanRequest = try call.arguments()
    wish.instance = try wish.instance.map { path throws(ModelContextProblem) in
      try roots.resolved(path)
    }
    let language = try call.language
    let preview = try PlanPreview(
      wish, library: remedies, settings: settings, language: language)
    let nothing = LocalizedText(
      en: "A preview; nothing was carried out, and this server cannot. To go on, a person runs:",
      fr: "Un aperçu\u{A0}; rien n’a été exécuté, et ce serveur ne le peut pas. Pour continuer, une"
        + " personne lance\u{A0}:",
      ja: "プレビューです。何も実行されておらず、このサーバーでは実行できません。続けるには、担当者が次を実行します：")
    var redactor = Redactor()
    return ModelContextTool.Answer(
      try preview.json(),
      text: [preview.title[language], nothing[language], redactor.redact(preview.command)]
        .joined(separator: "\n"))
  }
}
