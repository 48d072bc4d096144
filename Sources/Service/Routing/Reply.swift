import DigestKit
import FoundationEssentials
import HTTPServerKit
import Model

/// Makes answers.
enum Reply {
  /// A value as JSON, the same bytes for the same value.
  static func json(_ value: some Encodable, status: Int = 200) throws -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["Content-Type": "application/json"], body: try bytes(of: value))
  }

  /// The bytes of a value as JSON with sorted keys.
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  /// Nothing but the status.
  static let nothing = HTTPResponse(status: 204)

  /// A problem as RFC 9457 writes it.
  static func problem(
    _ problem: ServiceProblem, language: Language, path: String? = nil
  ) -> HTTPResponse {
    let detail = problem.reason[language]
    let hint = problem.hint?[language]
    let document = ProblemDocument(
      type: "/problems/\(problem.code)", title: detail, status: problem.status,
      detail: hint.map { "\(detail). \($0)" } ?? detail, instance: path,
      errors: problem.field.map { [.init(field: $0, detail: detail, hint: hint)] })
    var headers: HTTPHeaders = ["Content-Type": "application/problem+json"]
    if let seconds = problem.retryAfter { headers.add("Retry-After", String(seconds)) }
    if case .wrongMethod(let allowed) = problem {
      headers.add("Allow", allowed.joined(separator: ", "))
    }
    if case .missingBearer = problem { headers.add("WWW-Authenticate", "Bearer") }
    return HTTPResponse(
      status: problem.status, headers: headers, body: (try? bytes(of: document)) ?? [])
  }

  /// An answer that the client may have already; then it is told so.
  static func tagged(_ response: HTTPResponse, for head: RequestHead) -> HTTPResponse {
    guard case .bytes(let bytes) = response.body else { return response }
    return tagged(response, as: tag(of: bytes), for: head)
  }

  /// The tag of some bytes.
  static func tag(of bytes: [UInt8]) -> String { "\"\(SHA256.digest(of: bytes).hex.prefix(32))\"" }

  /// The same with a tag that is known.
  static func tagged(
    _ response: HTTPResponse, as tag: String, for head: RequestHead
  ) -> HTTPResponse {
    let known = (head.headers["If-None-Match"] ?? "").split(separator: ",")
      .map { $0.drop { $0 == " " } }
      .map { $0.hasPrefix("W/") ? $0.dropFirst(2) : $0 }
      .map { String($0.prefix { $0 != " " }) }
    var response = response
    if known.contains(tag) || known.contains("*") {
      response = HTTPResponse(status: 304, headers: response.headers)
    }
    response.headers.add("ETag", tag)
    return response
  }
}

private struct ProblemDocument: Encodable {
  struct Item: Encodable {
    let field: String
    let detail: String
    let hint: String?
  }

  let type: String
  let title: String
  let status: Int
  let detail: String
  let instance: String?
  let errors: [Item]?
}
