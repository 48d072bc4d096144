import FoundationEssentials
import HTTPServerKit
import RemedyProtocol

extension Instance {
  /// Who asks.
  enum User: Equatable {
    case admin
    /// May read and write content, and nothing of the system.
    case author
    case nobody
  }

  static let loginPage = "/libs/granite/core/content/login.html"

  /// The user whose name and password stand in a Basic authorization.
  static func credentials(of head: RequestHead) -> User {
    guard let value = head.headers["Authorization"], value.hasPrefix("Basic "),
      let data = Data(base64Encoded: String(value.dropFirst("Basic ".count)))
    else { return .nobody }
    return switch String(decoding: data, as: UTF8.self) {
    case "admin:admin": .admin
    case "author:author": .author
    default: .nobody
    }
  }

  /// Who asks, and whether a name and password were given in vain.
  func user(of head: RequestHead) -> (user: User, isRefused: Bool) {
    guard head.headers["Authorization"] != nil else { return (.nobody, false) }
    let user = board.strikes(.wrongPassword, at: head.path) ? .nobody : Self.credentials(of: head)
    return (user, user == .nobody)
  }

  /// How someone is turned away who gave no or a wrong password.
  ///
  /// A browser is sent to the login page, a script in a browser gets 403, and only
  /// a client that is neither is asked for a password (Sling Authentication,
  /// `AuthUtil.isBrowserRequest`, `HttpBasicAuthenticationHandler`).
  func challenge(_ head: RequestHead) -> HTTPResponse {
    if head.headers["X-Requested-With"] == "XMLHttpRequest" { return .error(403, "Forbidden") }
    if Self.isBrowser(head) { return loginRedirect(head) }
    return HTTPResponse(
      status: 401, headers: ["WWW-Authenticate": "Basic realm=\"OSGi Management Console\""])
  }

  func loginRedirect(_ head: RequestHead) -> HTTPResponse {
    .redirect("\(address)\(Self.loginPage)?resource=\(head.target.replacing("?", with: "%3F"))")
  }

  static func isBrowser(_ head: RequestHead) -> Bool {
    let agent = head.headers["User-Agent"] ?? ""
    return agent.contains("Mozilla") || agent.contains("Opera")
  }

  /// Why a change is refused before anything looks at it.
  ///
  /// The referrer filter asks only browsers where they come from (Sling Security,
  /// `ReferrerFilter`); the CSRF filter wants a token with every change
  /// (Adobe Granite, `CSRFFilter`; Adobe documentation, "CSRF protection").
  mutating func filterRefusal(_ request: HTTPRequest) -> HTTPResponse? {
    guard !request.isRead else { return nil }
    let headers = request.head.headers
    if Self.isBrowser(request.head) {
      let origin = headers["Referer"] ?? headers["Origin"] ?? ""
      guard origin.hasPrefix(address) else {
        log.write(
          .info, "org.apache.sling.security.impl.ReferrerFilter",
          "Rejected \(origin.isEmpty ? "empty" : "") referrer header for POST request to"
            + " \(request.path)")
        return .error(403, "Forbidden")
      }
    }
    if board.strikes(.csrfToken, at: request.path) {
      let token = headers["CSRF-Token"] ?? request.value(":cq_csrf_token") ?? ""
      guard csrfTokens.contains(token) else {
        let what = token.isEmpty ? "empty CSRF token" : "invalid CSRF token"
        log.write(
          .info, "com.adobe.granite.csrf.impl.CSRFFilter",
          "isValidRequest: \(what) - rejecting")
        return .error(403, "Forbidden")
      }
    }
    return nil
  }

  /// A new token (`/libs/granite/csrf/token.json`).
  mutating func csrfToken() -> HTTPResponse {
    let token = CryptoKeys.hex(Array(CryptoKeys.randomBytes(16)))
    // Tokens live for minutes only; a few are enough to remember.
    if csrfTokens.count > 100 { csrfTokens = [] }
    csrfTokens.insert(token)
    return .json(.object(["token": .string(token)]))
  }
}
