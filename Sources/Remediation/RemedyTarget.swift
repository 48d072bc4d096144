public import RemedyProtocol

/// What a person wants a plan for.
public struct RemedyTarget: Hashable, Sendable {
  /// The folder that is `crx-quickstart` or holds it.
  public var instance: String?

  /// The address of the instance.
  public var url: String?

  /// How AEM is deployed; told from the address, else taken for on-premise, if not stated.
  public var deployment: RemedyDeployment?

  /// Whether customers depend on it.
  public var isProduction: Bool

  /// Names a target.
  public init(
    instance: String?, url: String?, deployment: RemedyDeployment? = nil,
    isProduction: Bool = false
  ) {
    self.instance = instance
    self.url = url
    self.deployment = deployment
    self.isProduction = isProduction
  }
}

/// The address of an AEM instance: scheme, host, port and context path, nothing else.
struct InstanceAddress: Hashable {
  var text: String
  var isEncrypted: Bool
  var host: String

  init(_ text: String) throws(PlanningProblem) {
    // Before anything else, so that no message ever repeats a password.
    guard !text.contains("@") else { throw .credentialsInURL }
    let lower = text.lowercased()
    let scheme = ["https://", "http://"].first { lower.hasPrefix($0) }
    guard let scheme, text.utf8.count <= 2048 else { throw .badURL(text) }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(authority.count)
    guard let host = Self.host(of: authority), path.utf8.allSatisfy(Self.isPathByte),
      !path.contains("//"), !path.contains("..")
    else { throw .badURL(text) }
    self.host = host.lowercased()
    isEncrypted = scheme == "https://"
    var end = String(path)
    while end.hasSuffix("/") { end.removeLast() }
    self.text = scheme + authority.lowercased() + end
  }

  /// Whether the address names AEM as a Cloud Service.
  var isCloudService: Bool {
    ["adobeaemcloud.com", "adobeaemcloud.net"].contains { host == $0 || host.hasSuffix("." + $0) }
  }

  /// Whether requests stay on this machine.
  var isLoopback: Bool {
    host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
  }

  private static func host(of authority: Substring) -> String? {
    var host = authority
    if let bracket = authority.lastIndex(of: "]") {
      host = authority[...bracket]
      guard host.hasPrefix("["),
        host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" })
      else { return nil }
    } else {
      host = authority.prefix { $0 != ":" }
      guard host.utf8.allSatisfy({ isPathByte($0) && $0 != UInt8(ascii: "/") }) else { return nil }
    }
    let port = authority.dropFirst(host.count)
    guard !host.isEmpty else { return nil }
    guard port.isEmpty || (port.hasPrefix(":") && isPort(port.dropFirst())) else { return nil }
    return String(host)
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { "0123456789".utf8.contains($0) }
      && Int(text).map { (1...65_535).contains($0) } ?? false
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/".utf8.contains(byte)
    }
  }
}
