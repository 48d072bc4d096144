import Diagnosis
import FoundationEssentials
import HTTPServerKit
import KnowledgeBase
import Model
import Redaction
import Reporting

/// Answers what is asked of articles, and masks texts.
struct KnowledgeCalls: Sendable {
  let pack: KnowledgePack
  let settings: ServiceSettings

  func search(_ call: Call) throws -> HTTPResponse {
    guard let text = call.head.parameter("q") else {
      throw ServiceProblem.missingParameter("q")
    }
    var filter = SearchFilter()
    filter.product = call.text("product")
    filter.version = call.text("version")
    filter.language = try call.choice("language")
    filter.state = try call.choice("state")
    if let since = call.text("since") {
      guard let date = SearchFilter.date(since) else {
        throw ServiceProblem.badParameter("since", since, known: "2024-01-31")
      }
      filter.since = date
    }
    let query = SearchQuery(
      text, language: call.language, limit: try call.number("limit", in: 1...100, else: 10),
      filter: filter)
    let results = try pack.store.search(query)
    let suggestions = try pack.store.suggestions(for: query)
    if let log = usage {
      var redactor = Redactor()
      try? log.record(
        .search(results.isEmpty ? redactor.redact(text) : "", isAnswered: !results.isEmpty))
    }
    return Reply.tagged(
      try Reply.json(SearchAnswer(results, suggestions: suggestions)), for: call.head)
  }

  func article(_ call: Call) throws -> HTTPResponse {
    let found = try found(call.variables["number"] ?? "", in: call.language)
    try? usage?.record(.read(found.article.number))
    let answer = ArticleAnswer(found, language: call.language, withHTML: true)
    return Reply.tagged(try Reply.json(answer), for: call.head)
  }

  private func found(_ word: String, in language: Language) throws -> FoundArticle {
    guard let found = try FoundArticle(word, in: language, store: pack.store) else {
      throw ServiceProblem.noSuchArticle(String(word.prefix(64)))
    }
    return found
  }

  func feedback(_ call: Call) throws -> HTTPResponse {
    let wish: FeedbackRequest = try call.decoded()
    let number = try found(wish.article, in: call.language).article.number
    let event: UsageEvent
    if let reason = wish.reason {
      guard reason.contains(where: { !$0.isWhitespace }) else {
        throw ServiceProblem.missingParameter("reason")
      }
      var redactor = Redactor()
      event = .flag(number, reason: redactor.redact(reason))
    } else {
      guard let word = wish.verdict else { throw ServiceProblem.missingParameter("verdict") }
      guard let verdict = UsageEvent.Verdict(rawValue: word) else {
        let known = UsageEvent.Verdict.allCases.map(\.rawValue).joined(separator: ", ")
        throw ServiceProblem.badParameter("verdict", word, known: known)
      }
      event = .feedback(number, verdict)
    }
    guard let path = settings.usageFile else { throw ServiceProblem.noRoom }
    try UsageLog(path: path).record(event)
    return Reply.nothing
  }

  /// Use is counted where somebody has begun to count.
  private var usage: UsageLog? {
    settings.usageFile.flatMap { try? UsageLog.existing(at: $0) }
  }

  func redact(_ call: Call) throws -> HTTPResponse {
    var redactor = Redactor()
    if call.contentType == "application/json" {
      let wish: RedactionRequest = try call.decoded()
      return try Reply.json(["text": redactor.redact(wish.text)])
    }
    let text = String(decoding: call.bytes, as: UTF8.self)
    return HTTPResponse(type: "text/plain; charset=utf-8", text: redactor.redact(text))
  }
}

private struct FeedbackRequest: Decodable {
  let article: String
  let verdict: String?
  let reason: String?
}

private struct RedactionRequest: Decodable {
  let text: String
}

extension Call {
  /// The body, read as JSON.
  func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
    try ServiceProblem.naming { try JSONDecoder().decode(type, from: Data(bytes)) }
  }
}

extension ServiceProblem {
  /// Reads JSON, and says of what cannot be read which field is at fault.
  ///
  /// - Parameter hidden: How many levels around what is read the sender did not write.
  static func naming<Value>(hidden: Int = 0, _ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch DecodingError.keyNotFound(let key, _) {
      throw ServiceProblem.missingParameter(key.stringValue)
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context)
    {
      let path = context.codingPath.dropFirst(hidden).map(\.stringValue).joined(separator: ".")
      throw ServiceProblem.badBody(path.isEmpty ? "{…}" : path)
    } catch {
      throw ServiceProblem.badBody("JSON")
    }
  }
}
