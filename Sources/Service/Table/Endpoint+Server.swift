import HTTPServerKit
import Model
import RemedyProtocol

extension Endpoint {
  /// The calls on the server itself.
  static func server(_ calls: ServerCalls) -> [Endpoint] {
    [
      Endpoint(
        "GET", "/v1/session", "getSession",
        en: "what the page needs to know, with the token that browsers send",
        fr: "ce que la page doit savoir, avec le jeton que les navigateurs envoient",
        ja: "ページが必要とする情報と、ブラウザーが送信するトークン",
        outcomes: [
          .json(
            .object([
              ("token", .string), ("version", .string), ("keeps", .boolean),
              ("needsBearer", .boolean), ("languages", .list(.string)),
            ]))
        ], answer: calls.session),
      Endpoint(
        "GET", "/v1/limits", "getLimits",
        en: "how much the server takes on, and in which forms it reports",
        fr: "ce que le serveur accepte, et sous quelles formes il rend compte",
        ja: "サーバーの上限とレポートの形式",
        outcomes: [
          .json(
            .object([
              ("uploadBytes", .integer), ("bodyBytes", .integer), ("files", .integer),
              ("waiting", .integer), ("running", .integer), ("remembered", .integer),
              ("timeSeconds", .integer), ("requestsPerSecond?", .integer),
              ("linesPerRequest", .integer),
              ("entriesPerRequest", .integer),
              (
                "formats",
                .list(
                  .object([("name", .string), ("type", .string), ("extension", .string)]))
              ),
            ]))
        ], answer: calls.limits),
      Endpoint(
        "GET", "/healthz", "checkHealth",
        en: "whether the server is alive", fr: "si le serveur est en vie", ja: "サーバーの稼働確認",
        outcomes: [.type("text/plain")], answer: calls.health),
      Endpoint(
        "GET", "/readyz", "checkReadiness",
        en: "whether the server takes work", fr: "si le serveur accepte du travail",
        ja: "サーバーが処理を受け付けるか",
        outcomes: [.type("text/plain")], problems: [503], answer: calls.readiness),
      Endpoint(
        "GET", "/metrics", "getMetrics",
        en: "counts and durations for Prometheus", fr: "compteurs et durées pour Prometheus",
        ja: "Prometheus 用の計測値",
        outcomes: [.type("text/plain")], answer: calls.figures),
    ]
  }

  /// The calls that tell of all calls, themselves included.
  static func documentation(of others: [Endpoint], version: String) -> [Endpoint] {
    func documents(
      _ answer: @escaping @Sendable (Call, [Endpoint]) throws -> HTTPResponse
    ) -> @Sendable (Call) throws -> HTTPResponse {
      { call in
        try answer(call, others + documentation(of: others, version: version))
      }
    }
    return [
      Endpoint(
        "GET", "/openapi.json", "getOpenAPI",
        en: "this description for machines (OpenAPI 3.1)",
        fr: "cette description pour les machines (OpenAPI 3.1)", ja: "この説明の機械可読版（OpenAPI 3.1）",
        parameters: [.language], outcomes: [.json(.any)],
        answer: documents { call, all in
          let document = OpenAPIDocument(all, version: version, language: call.language)
          return Reply.tagged(
            HTTPResponse(
              status: 200, headers: ["Content-Type": "application/json"],
              body: document.value.canonical), for: call.head)
        }),
      Endpoint(
        "GET", "/api", "readDocumentation",
        en: "this description for people", fr: "cette description pour les personnes",
        ja: "この説明（人向け）",
        parameters: [.language], outcomes: [.type("text/html")],
        answer: documents { call, all in
          HTTPResponse(
            type: "text/html; charset=utf-8",
            text: APIPage(all, version: version, language: call.language).text)
        }),
    ]
  }
}
