import HTTPServerKit
import RemedyProtocol

extension Instance {
  /// The answer to a request.
  mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
    goOn()
    if request.path == "/sandbox/faults" { return switchFaults(request) }
    guard board.strikes(.dispatcherInFront, at: request.path) else { return ownAnswer(request) }
    // What it lets through bears its marks (Adobe documentation, "Dispatcher security checklist").
    let isBlocked = ["/etc", "/system", "/crx", "/apps"].contains {
      request.path.hasPrefix($0)
    }
    var answer: HTTPResponse = isBlocked ? .error(404, "Not Found") : ownAnswer(request)
    answer.headers.add("Server", "Apache/2.4")
    answer.headers.add("X-Dispatcher", "dispatcher1")
    return answer
  }

  private mutating func ownAnswer(_ request: HTTPRequest) -> HTTPResponse {
    let path = request.path
    if phase == .starting || phase == .stopping || board.strikes(.unavailable, at: path) {
      // What Sling's `SlingMainServlet` and its authenticator say before they are complete.
      return .error(503, "AuthenticationSupport service missing. Cannot authenticate request.")
    }
    if path != Self.loginPage, board.strikes(.loginRedirect, at: path) {
      return loginRedirect(request.head)
    }
    if let open = openAnswer(request) { return open }
    let (user, isRefused) = user(of: request.head)
    if user == .nobody, isRefused || !isOpenToRead(request) { return challenge(request.head) }
    if let refusal = filterRefusal(request) { return refusal }
    if path.hasPrefix("/system/console") {
      // Known, but not allowed: the console shows its login again (Sling,
      // `SlingWebConsoleSecurityProvider`).
      guard user == .admin, !board.strikes(.noRights, at: path) else {
        return .error(403, "Forbidden")
      }
      return consoleAnswer(request)
    }
    if path.hasPrefix("/crx/packmgr") {
      guard user == .admin, !board.strikes(.noRights, at: path) else {
        return .error(403, "Forbidden")
      }
      return packageManagerAnswer(request)
    }
    return contentAnswer(request, user: board.strikes(.noRights, at: path) ? .author : user)
  }

  /// What is answered without a password.
  private mutating func openAnswer(_ request: HTTPRequest) -> HTTPResponse? {
    switch request.path {
    case Self.loginPage:
      // A started AEM is told by this id on its login page (wttech/aemc, instance checks).
      return .html(
        "<!DOCTYPE html><html><body><form id=\"login\" action=\"j_security_check\"></form>"
          + "<!-- QUICKSTART_HOMEPAGE --></body></html>")
    case let path where path.hasPrefix("/ims/"):
      return IMS.answer(request)
    case "/dispatcher/invalidate.cache":
      return flushAnswer(request)
    default:
      return nil
    }
  }

  private func isOpenToRead(_ request: HTTPRequest) -> Bool {
    request.isRead && request.path.hasPrefix("/content/")
  }

  /// Flushes nothing, but answers like a dispatcher that did (Adobe documentation,
  /// "Invalidating cached pages"; KA-17493).
  private func flushAnswer(_ request: HTTPRequest) -> HTTPResponse {
    guard let handle = request.head.headers["CQ-Handle"],
      request.head.headers["CQ-Action"] != nil
    else { return .error(400, "Bad Request") }
    log.write(.info, "sandbox.dispatcher", "Received invalidation request for \(handle)")
    return .html("<H1>OK</H1>")
  }

  /// The stand-in's own switchboard: the faults that are on, one on each line.
  private mutating func switchFaults(_ request: HTTPRequest) -> HTTPResponse {
    // Not for pages that a browser has open; and no fault keeps its own switch from being found.
    guard !Self.isBrowser(request.head), Self.credentials(of: request.head) == .admin else {
      return .error(403, "Forbidden")
    }
    if request.isPost {
      let lines = Self.text(of: request.body).split(whereSeparator: \.isNewline)
      let faults = lines.map { (text: String($0), fault: Fault(String($0))) }
      if let unknown = faults.first(where: { $0.fault == nil }) {
        return .text("no fault “\(unknown.text)”\n", status: 400)
      }
      board.replace(with: faults.compactMap(\.fault))
      goOn()
    }
    return .text(board.faults.map { $0.text + "\n" }.joined())
  }

  /// What was sent, also by a client such as curl that calls every text a form.
  private static func text(of body: HTTPRequest.Body) -> String {
    switch body {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .form(let fields): fields.map(\.name).joined(separator: "\n")
    case .streamed: ""
    }
  }

  /// Whether a change is only to be pretended.
  func pretends(_ request: HTTPRequest) -> Bool {
    !request.isRead && board.strikes(.okOnFailure, at: request.path)
  }
}
