import FoundationEssentials
import HTTPServerKit
import RemedyProtocol

// Sling's default servlets: `StreamRenderer`, `JsonRenderer`, `JsonObjectCreator`.
extension Instance {
  /// Everything that is neither console nor package manager.
  mutating func contentAnswer(_ request: HTTPRequest, user: User) -> HTTPResponse {
    switch request.path {
    case "/": return .redirect("\(address)\(Self.loginPage)")
    case "/libs/granite/csrf/token.json": return csrfToken()
    case Self.imsPage: return imsAnswer()
    case "/libs/granite/ui/content/dumplibs.rebuild.html": return rebuildLibraries(request)
    case Self.installerBean: return installerAnswer
    case let path where path == "/system/health" || path.hasPrefix("/system/health."):
      return healthAnswer(request)
    case let path where path.hasPrefix(InitialContent.agent + "/jcr:content.queue"),
      let path where path == InitialContent.agent + ".test.html":
      return user == .admin ? replicationAnswer(request) : .error(403, "Forbidden")
    default: break
    }
    // Who may not see a node is told that there is none.
    guard user == .admin || request.path.hasPrefix("/content/") else {
      return .error(request.isRead ? 404 : 403, request.isRead ? "No resource found" : "Forbidden")
    }
    if request.isRead { return resource(request) }
    guard request.isPost else { return .error(405, "Method Not Allowed") }
    return postAnswer(request)
  }

  /// A path taken apart: what exists of it, and what stands behind the first dot after that.
  private func resolve(_ path: String) -> (resource: String, rest: String)? {
    var end = path.endIndex
    while true {
      let candidate = String(path[..<end])
      if repository[candidate] != nil || repository.property(candidate) != nil {
        return (candidate, String(path[end...]))
      }
      guard let dot = path[..<end].lastIndex(of: "."),
        !path[dot..<end].contains("/")
      else { return nil }
      end = dot
    }
  }

  private func resource(_ request: HTTPRequest) -> HTTPResponse {
    guard let (path, rest) = resolve(request.path) else {
      return .error(404, "No resource found")
    }
    let words = rest.split(separator: ".").map(String.init)
    if words.last == "json", repository[path] != nil {
      let depth: Int
      switch words.dropLast().last {
      case nil: depth = 0
      case "infinity": depth = 100
      case let word?:
        guard let number = Int(word), number >= 0 else { return .error(404, "No resource found") }
        depth = min(number, 100)
      }
      return .json(json(of: path, depth: depth))
    }
    guard words.isEmpty || words == ["res"] else { return .error(404, "No resource found") }
    if let value = repository.property(path) { return stream(value) }
    if let data = repository.file(path) {
      let type = repository.text(path + "/jcr:content", "jcr:mimeType")
      return HTTPResponse(
        status: 200, headers: ["Content-Type": type ?? "application/octet-stream"],
        body: Array(data))
    }
    return .redirect(address + path + "/")
  }

  /// A property alone is answered with its bytes.
  private func stream(_ value: Repository.Value) -> HTTPResponse {
    switch value {
    case .binary(let data):
      HTTPResponse(
        status: 200, headers: ["Content-Type": "application/octet-stream"], body: Array(data))
    case .string(let text), .date(let text): .text(text)
    case .strings(let texts): .text(texts.joined(separator: "\n"))
    case .boolean(let flag): .text("\(flag)")
    case .long(let number): .text("\(number)")
    }
  }

  private func json(of path: String, depth: Int) -> JSONValue {
    var object: [String: JSONValue] = [:]
    for (name, value) in repository[path]?.properties ?? [:] {
      switch value {
      case .string(let text), .date(let text): object[name] = .string(text)
      case .strings(let texts): object[name] = .array(texts.map { .string($0) })
      case .boolean(let flag): object[name] = .boolean(flag)
      case .long(let number): object[name] = .integer(number)
      // Of bytes only their number is told, under the name with a colon before it.
      case .binary(let data): object[":" + name] = .integer(Int64(data.count))
      }
    }
    if depth > 0 {
      for child in repository.children(of: path) {
        object[Repository.split(child).name] = json(of: child, depth: depth - 1)
      }
    }
    return .object(object)
  }

  static let installerBean =
    "/system/sling/monitoring/mbeans/org/apache/sling/installer/Installer/"
    + "Sling OSGi Installer.json"

  /// Whether the OSGi installer works; its counters are texts (wttech/aemc).
  private var installerAnswer: HTTPResponse {
    .json(
      .object([
        "Active": .boolean(phase != .running), "ActiveResourceCount": .string("0"),
        "InstalledResourceCount": .string("\(framework.bundles.count)"),
        "SuspendedSince": .integer(-1),
      ]))
  }

  /// Health checks (Felix Health Checks, `HealthCheckExecutorServlet`).
  private func healthAnswer(_ request: HTTPRequest) -> HTTPResponse {
    let isOK = framework.bundles.allSatisfy {
      $0.isFragment || $0.lacksPackage || $0.state == .active || $0.folder.state == .stopped
    }
    let status = isOK ? "OK" : "CRITICAL"
    // `httpStatus=CRITICAL:503` asks for other statuses than 200.
    let wanted = (request.head.parameter("httpStatus") ?? "").split(separator: ",").map {
      $0.split(separator: ":")
    }
    let code = wanted.first { $0.count == 2 && $0[0] == status }.flatMap { Int($0[1]) } ?? 200
    if request.path.hasSuffix(".txt") { return .text(status, status: code) }
    let check = JSONValue.object([
      "name": .string("Bundles Started"), "status": .string(status),
      "tags": .array([.string("bundles"), .string("systemalive")]),
    ])
    return .json(
      .object(["overallResult": .string(status), "results": .array([check])]), status: code)
  }

  /// Rebuilding the client libraries.
  ///
  /// With an empty cache location AEM 6.5 deletes all of `crx-quickstart` (AEM 6.5
  /// release notes, known issues; helpx, "Avoid deletion of crx-quickstart"). The
  /// stand-in only says so, in its log and with 500.
  private mutating func rebuildLibraries(_ request: HTTPRequest) -> HTTPResponse {
    guard request.value("invalidate") == "true" else { return .html("<html>rebuilt</html>") }
    let manager = "com.adobe.granite.ui.clientlibs.impl.HtmlLibraryManagerImpl"
    let location = Configurations(repository: repository)[manager]?.text(
      "htmllibmanager.fileSystemOutputCacheLocation")
    guard location != "" else {
      log.write(.error, manager, "AEM would now have deleted crx-quickstart")
      return .error(500, "AEM would now have deleted crx-quickstart")
    }
    return .html("<html><body>Caches invalidated.</body></html>")
  }
}
