import HTTPServerKit

/// Judges who may ask, before anything is read.
///
/// A page of another site can make a browser send requests here, and can make its own name
/// lead here (DNS rebinding). So the host must be ours, an origin must be that of our own page,
/// and what changes something needs a token that only our own page can read.
struct Gatekeeper: Sendable {
  /// What our own page sends along.
  let token: String

  private let hosts: Set<String>
  private let scheme: String
  private let bearer: [UInt8]?

  init(settings: ServiceSettings, port: UInt16) {
    scheme = settings.identity == nil ? "http" : "https"
    let standard: UInt16 = settings.identity == nil ? 80 : 443
    var names = settings.hostNames
    if settings.isLoopback {
      names += ["127.0.0.1", "localhost", "[::1]"]
    }
    names.append(settings.address.contains(":") ? "[\(settings.address)]" : settings.address)
    hosts = Set(
      names.flatMap { name in
        let host = name.lowercased()
        return port == standard ? [host, "\(host):\(port)"] : ["\(host):\(port)"]
      })
    bearer = settings.bearer.map { Array($0.utf8) }
    token = Self.random()
  }

  /// 128 bits that nobody can guess, as hexadecimal digits.
  static func random() -> String {
    var source = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(source.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Why a request is not to be answered; `nil` if it is.
  ///
  /// - Parameter isOpen: Whether it asks for what everybody may know.
  func objection(to head: RequestHead, isOpen: Bool) -> ServiceProblem? {
    let host = head.headers["Host"]?.lowercased() ?? ""
    guard hosts.contains(host) else { return .wrongHost }
    let origin = head.headers["Origin"]
    let site = head.headers["Sec-Fetch-Site"]
    if let origin, origin.lowercased() != "\(scheme)://\(host)" { return .wrongOrigin }
    let isReading = ["GET", "HEAD"].contains(head.method)
    if let site, !["same-origin", "none"].contains(site) {
      // A link to the page from elsewhere, such as a ticket.
      let isOpened = isReading && head.headers["Sec-Fetch-Mode"] == "navigate"
      guard isOpened else { return .wrongOrigin }
    }
    if let bearer, !isOpen {
      let words = (head.headers["Authorization"] ?? "").split(separator: " ")
      guard words.count == 2, words[0].lowercased() == "bearer",
        Self.isSame(Array(words[1].utf8), bearer)
      else { return .missingBearer }
    }
    if !isReading, origin != nil || site != nil {
      let sent = head.headers["X-Aemedic-Token"] ?? ""
      guard Self.isSame(Array(sent.utf8), Array(token.utf8)) else { return .missingToken }
    }
    return nil
  }

  /// Compares in a time that does not depend on where two texts differ.
  private static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
