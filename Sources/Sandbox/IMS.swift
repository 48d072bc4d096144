import FoundationEssentials
import HTTPServerKit
import RemedyProtocol

/// The token service of Adobe IMS, played by the stand-in itself.
///
/// Paths and fields: Adobe Developer Console documentation, "Server to Server
/// authentication", and aio-lib-ims; errors: the same, and the documentation of
/// JWT credentials before its removal in June 2025.
enum IMS {
  static let provider = "com.adobe.granite.auth.oauth.accesstoken.provider"
  static let customizer = "com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl"

  /// The property that names the token address.
  static let url = "auth.access.token.request"

  /// The answer to a request below `/ims/`.
  static func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard request.isPost else { return .error(405, "Method Not Allowed") }
    switch request.path {
    case "/ims/token/v2", "/ims/token/v3":
      let fields = ["grant_type", "client_id", "client_secret", "scope"]
      return token(Dictionary(fields.map { ($0, request.value($0)) }) { first, _ in first })
    case "/ims/exchange/jwt", "/ims/exchange/jwt/":
      return exchange(request.value("jwt_token"))
    case "/ims/validate_token/v1":
      let isOurs = request.value("token")?.hasPrefix("sandbox-token-") == true
      return .json(.object(["valid": .boolean(isOurs)]))
    default:
      return .error(404, "Not Found")
    }
  }

  /// The answer to a demand for a token with a client's own credentials.
  static func token(_ fields: [String: String?]) -> HTTPResponse {
    guard fields["grant_type"] == "client_credentials" else {
      return failure("unsupported_grant_type", "invalid grant_type parameter")
    }
    guard fields["client_id"] == InitialContent.clientID else {
      return failure("invalid_client", "invalid client_id parameter")
    }
    // 400 and not 401: so it stands in AEM's log, and so Adobe's own tools expect it.
    guard fields["client_secret"] == InitialContent.clientSecret else {
      return failure("invalid_client", "invalid client_secret parameter")
    }
    guard let scope = fields["scope"] ?? nil, !scope.isEmpty else {
      return failure("invalid_scope", "invalid scope parameter")
    }
    return granted(expires: 86_399)
  }

  /// The answer to the exchange of a JWT: since 1 March 2026 there are no such credentials.
  static func exchange(_ token: String?) -> HTTPResponse {
    guard let token, token.split(separator: ".", omittingEmptySubsequences: false).count == 3
    else { return failure("invalid_token", "JWT token is missing or cannot be decoded") }
    return failure("invalid_token", "Could not match JWT signature to any of the bindings")
  }

  private static func granted(expires seconds: Int64) -> HTTPResponse {
    let token = "sandbox-token-" + CryptoKeys.hex(Array(CryptoKeys.randomBytes(16)))
    return .json(
      .object([
        "access_token": .string(token), "token_type": .string("bearer"),
        "expires_in": .integer(seconds),
      ]))
  }

  private static func failure(_ error: String, _ description: String) -> HTTPResponse {
    .json(
      .object(["error": .string(error), "error_description": .string(description)]), status: 400)
  }

  /// The configurations that ask for tokens.
  static func providers(in repository: Repository) -> [Configuration] {
    Configurations(repository: repository).all.filter { $0.factory == provider }
  }
}

extension Instance {
  static let imsPage = "/libs/cq/adobeims-configuration/content/configurations.html"

  /// Asks for a token as a configuration says, and logs what came of it.
  func checkToken(of configuration: Configuration) -> String {
    let response: HTTPResponse
    if configuration.hasKeyPair {
      // Any JWT would do: none is accepted any more.
      response = IMS.exchange("e30.e30.e30")
    } else {
      response = IMS.token([
        "grant_type": configuration.text("auth.token.provider.authorization.grants"),
        "client_id": configuration.text("auth.token.provider.client.id"),
        "client_secret": secret(for: configuration),
        "scope": configuration.text("auth.token.provider.scope"),
      ])
    }
    guard response.status != 200, case .bytes(let bytes) = response.body else {
      log.write(
        .info, "com.adobe.granite.auth.oauth.AccessTokenProvider", "access token retrieved",
        thread: "sling-default-1")
      return "Token retrieved successfully!"
    }
    let answer = String(decoding: bytes, as: UTF8.self)
    log.write(
      .error, "com.adobe.granite.auth.oauth.AccessTokenProvider",
      "failed to get access token from authorization server status: \(response.status)"
        + " response: \(answer)", thread: "sling-default-1")
    return "Error while fetching access token: \(response.status)"
  }

  /// The client secret as the instance can read it; a value that it cannot read is sent as it is.
  private func secret(for provider: Configuration) -> String? {
    let type = provider.text("token.request.customizer.type")
    let customizer = Configurations(repository: repository).all.first {
      $0.factory == IMS.customizer && $0.text("customizer.type") == type
    }
    guard let customizer, let stored = customizer.text("auth.ims.client.secret"),
      CryptoKeys.isProtected(stored)
    else { return customizer?.text("auth.ims.client.secret") }
    guard keyStore.isReadyEarly || resavedSecrets.contains(customizer.pid) else { return stored }
    return keyStore.keys.unprotect(stored) ?? stored
  }

  /// The list of IMS configurations with the health of each.
  func imsAnswer() -> HTTPResponse {
    let rows = IMS.providers(in: repository).map { configuration in
      let title = configuration.text("auth.token.provider.title") ?? configuration.pid
      let isJWT = configuration.hasKeyPair
      return "<tr><td>\(title)</td><td>\(isJWT ? "JWT Credentials (deprecated)" : "OAuth")</td>"
        + "<td>\(checkToken(of: configuration))</td></tr>"
    }
    return .html("<html><body><table>\(rows.joined())</table></body></html>")
  }
}

extension Configuration {
  /// Whether it signs in with a JWT, which is told by a key pair that is set.
  var hasKeyPair: Bool { text("auth.token.provider.keypair.alias")?.isEmpty == false }

  /// A property as text.
  func text(_ name: String) -> String? {
    if case .string(let text) = properties[name] { text } else { nil }
  }
}
