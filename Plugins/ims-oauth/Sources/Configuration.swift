import RemedyProtocol

/// An IMS configuration of AEM, as the web console tells it.
struct Configuration {
  static let factory = "com.adobe.granite.auth.oauth.accesstoken.provider"
  static let grants = "auth.token.provider.authorization.grants"

  /// The configurations that hold the client secret, one for each of the others.
  static let customizerFactory =
    "com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl"

  /// How a configuration signs in, or why it must be left alone.
  enum Kind: String {
    case jwt
    case oauth

    /// Made and migrated by Adobe itself, with a lock in the Developer Console.
    case automatic

    /// Service credentials of AEM as a Cloud Service, which are JWT and stay so.
    case service
    case unclear
  }

  let pid: String
  private let properties: [String: [String]]

  /// Reads what the console answers for a filter: an array of configurations.
  static func all(in json: String) -> [Configuration]? {
    guard case .array(let elements)? = try? JSONDocument(Array(json.utf8)).value else { return nil }
    return elements.compactMap(Configuration.init).sorted { $0.pid < $1.pid }
  }

  private init?(_ json: JSONValue) {
    guard case .object(let members) = json, case .string(let pid)? = members["pid"],
      case .object(let properties)? = members["properties"],
      [Self.factory, Self.customizerFactory].contains(where: { factory in
        [".", "~", "-"].contains { pid.hasPrefix(factory + $0) }
      })
    else { return nil }
    self.pid = pid
    self.properties = properties.compactMapValues { property in
      guard case .object(let members) = property else { return nil }
      if case .array(let values)? = members["values"] { return values.compactMap(\.text) }
      return members["value"]?.text.map { [$0] }
    }
  }

  var title: String { first("auth.token.provider.title") }
  var client: String { first("auth.token.provider.client.id") }

  /// What joins a configuration and the one with its secret.
  var customizerType: String {
    let own = first("token.request.customizer.type")
    return own.isEmpty ? first("customizer.type") : own
  }

  /// The organization, which a JWT configuration names as the issuer of its token.
  var organization: String {
    let stated = first("auth.token.provider.orgId")
    guard stated.isEmpty else { return stated }
    let claims = properties["auth.token.provider.default.claims"] ?? []
    let issuer = claims.first { $0.contains("\"iss\"") }
    return issuer?.split(separator: "\"").last { $0.hasSuffix("@AdobeOrg") }.map(String.init) ?? ""
  }

  /// Adobe's marks of each kind; the exceptions come first, as they look like JWT otherwise.
  var kind: Kind {
    let claims = (properties["auth.token.provider.default.claims"] ?? []).joined(separator: "\n")
    if title.contains("AEM-p") { return .automatic }
    if claims.contains("ent_aem_cloud_api") || client.hasSuffix("-integration") { return .service }
    let request = first("auth.access.token.request")
    if first(Self.grants) == "client_credentials" { return .oauth }
    if !first("auth.token.provider.keypair.alias").isEmpty || request.contains("/ims/exchange/jwt")
      || claims.contains("/s/ent_") || claims.contains("\"sub\"")
    {
      return .jwt
    }
    return request.contains("/ims/token/v") ? .oauth : .unclear
  }

  func first(_ name: String) -> String { properties[name]?.first ?? "" }
}

extension JSONValue {
  fileprivate var text: String? {
    switch self {
    case .string(let text): text
    case .boolean(let flag): String(flag)
    case .integer(let number): String(number)
    default: nil
    }
  }
}
