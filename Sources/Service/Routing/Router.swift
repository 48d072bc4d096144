import HTTPServerKit
import Model

/// Takes every request: judges it, finds its endpoint, and sees to what every answer carries.
final class Router: HTTPHandler {
  private let endpoints: [Endpoint]
  private let gatekeeper: Gatekeeper
  private let page: PageFolder
  private let metrics: Metrics
  private let bodyLimit: Int
  private let uploadLimit: Int
  private let rate: RateLimit?
  private let sink: @Sendable (RequestHead, Language) throws -> UploadSink

  init(
    endpoints: [Endpoint], gatekeeper: Gatekeeper, page: PageFolder, metrics: Metrics,
    limits: ServiceLimits, sink: @escaping @Sendable (RequestHead, Language) throws -> UploadSink
  ) {
    self.endpoints = endpoints
    self.gatekeeper = gatekeeper
    self.page = page
    self.metrics = metrics
    bodyLimit = limits.bodyBytes
    uploadLimit = limits.uploadBytes
    rate = limits.requestsPerSecond.map { RateLimit(perSecond: $0) }
    self.sink = sink
  }

  private enum Route {
    case endpoint(Endpoint, [String: String])
    case page(HTTPResponse)
  }

  /// What a request asks for.
  private func route(_ head: RequestHead) throws(ServiceProblem) -> Route {
    let isReading = ["GET", "HEAD"].contains(head.method)
    let isAPI = head.path.hasPrefix("/v1/") || head.path == "/metrics"
    if let objection = gatekeeper.objection(to: head, isOpen: !isAPI) { throw objection }
    let matching = endpoints.compactMap { endpoint in
      endpoint.variables(in: head.path).map { (endpoint, $0) }
    }
    // What is written out comes before what a variable stands for.
    let fewest = matching.map(\.1.count).min()
    let best = matching.filter { $0.1.count == fewest }
    let method = head.method == "HEAD" ? "GET" : head.method
    if let (endpoint, variables) = best.first(where: { $0.0.method == method }) {
      return .endpoint(endpoint, variables)
    }
    if !best.isEmpty {
      let methods = Set(best.map(\.0.method))
      throw .wrongMethod((methods.contains("GET") ? methods.union(["HEAD"]) : methods).sorted())
    }
    if !isAPI, let response = page.response(for: head) {
      guard isReading else { throw .wrongMethod(["GET", "HEAD"]) }
      return .page(response)
    }
    throw .nowhere(String(head.path.prefix(200)))
  }

  func policy(for head: RequestHead) -> BodyPolicy {
    let language = Self.language(head)
    do throws(ServiceProblem) {
      if let seconds = rate?.wait(for: head.client) { throw .tooManyRequests(seconds) }
      guard case .endpoint(let endpoint, _) = try route(head) else { return .bytes(limit: 0) }
      let length = head.headers["Content-Length"].flatMap { Int($0) } ?? 0
      switch endpoint.body {
      case .none:
        return .bytes(limit: 0)
      case .json(_, let orText):
        guard length <= bodyLimit else { throw .tooLarge(bodyLimit) }
        let type = (head.headers["Content-Type"] ?? "").lowercased()
        guard type.hasPrefix("application/json") || (orText && Self.isText(type)) else {
          throw .wrongType(String(type.prefix(100)))
        }
        return .bytes(limit: bodyLimit)
      case .upload:
        guard length <= uploadLimit else { throw .tooLarge(uploadLimit) }
        do {
          return .stream(limit: uploadLimit, to: try sink(head, language))
        } catch let refusal as BodyRefusal {
          return .refuse(finished(refusal.response, head: head))
        } catch let problem as ServiceProblem {
          throw problem
        } catch {
          throw .noRoom
        }
      }
    } catch {
      let response = Reply.problem(error, language: language, path: Self.path(head))
      metrics.count("refused", status: response.status, duration: .zero)
      return .refuse(finished(response, head: head))
    }
  }

  private static func isText(_ type: String) -> Bool {
    type.isEmpty || type.hasPrefix("text/plain") || type.hasPrefix("application/octet-stream")
      || type.hasPrefix("application/x-www-form-urlencoded")
  }

  func respond(to request: HTTPRequest) -> HTTPResponse {
    let started = ContinuousClock.now
    let head = request.head
    var name = "page"
    var response: HTTPResponse
    do {
      switch try route(head) {
      case .page(let found): response = found
      case .endpoint(let endpoint, let variables):
        name = endpoint.name
        try Self.checkLanguage(head)
        response = try endpoint.answer(
          Call(request: request, variables: variables, language: Self.language(head)))
      }
    } catch {
      let problem =
        error as? ServiceProblem
        ?? .failed(
          (error as? any Problem)?.reason
            ?? LocalizedText(
              en: "the work could not be finished", fr: "le travail n’a pas abouti",
              ja: "処理を完了できませんでした"))
      response = Reply.problem(problem, language: Self.language(head), path: Self.path(head))
    }
    metrics.count(name, status: response.status, duration: .now - started)
    return finished(response, head: head)
  }

  func refusal(_ status: Int) -> HTTPResponse {
    let problem: ServiceProblem =
      switch status {
      case 413: .tooMuchBody
      case 400: .badRequest
      default: .noRoom
      }
    metrics.count("refused", status: problem.status, duration: .zero)
    return Self.guarded(Reply.problem(problem, language: .en))
  }

  /// A path without its query, in which somebody may have put what nobody should read.
  private static func path(_ head: RequestHead) -> String { String(head.path.prefix(200)) }

  private static func checkLanguage(_ head: RequestHead) throws {
    guard let stated = head.parameter("lang"), Language(rawValue: stated) == nil else { return }
    let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
    throw ServiceProblem.badParameter("lang", stated, known: known)
  }

  /// The language of an asker: as said, else as preferred, else English.
  private static func language(_ head: RequestHead) -> Language {
    if let stated = head.parameter("lang").flatMap(Language.init(rawValue:)) { return stated }
    let wishes = (head.headers["Accept-Language"] ?? "").split(separator: ",").prefix(20)
      .map { wish in
        let parts = wish.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
        let weight = parts.dropFirst().first.flatMap { Double($0.dropFirst(2)) } ?? 1
        return (Language(locale: parts.first ?? ""), weight)
      }
    let known = wishes.filter { $0.0 != nil && $0.1 > 0 }
    // Of equals the first.
    let best = known.map(\.1).max()
    return known.first { $0.1 == best }?.0 ?? .en
  }

  /// An answer with the headers that keep browsers from doing more with it than meant.
  private func finished(_ response: HTTPResponse, head: RequestHead) -> HTTPResponse {
    var response = response
    if response.headers["Cache-Control"] == nil {
      response.headers.add("Cache-Control", "no-store")
    }
    return Self.guarded(response)
  }

  private static func guarded(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    for (name, value) in [
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
    ] { response.headers.add(name, value) }
    if response.headers["Content-Security-Policy"] == nil {
      // A report as a page brings its own style and runs nothing.
      response.headers.add(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'; sandbox allow-popups")
    }
    return response
  }
}
