import HTTPServerKit
import RemedyProtocol

extension Instance {
  /// The Felix web console below `/system/console`.
  mutating func consoleAnswer(_ request: HTTPRequest) -> HTTPResponse {
    let path = String(request.path.dropFirst("/system/console".count))
    let name = Repository.split(path).name
    switch path {
    case "", "/": return .redirect("\(address)/system/console/bundles")
    case _ where path.prefix(9) == "/bundles/" || ["/bundles", "/bundles.json"].contains(path):
      return request.isRead ? bundlesAnswer(path) : bundleAction(path, request)
    case _ where path == "/configMgr" || path.hasPrefix("/configMgr/"):
      return configurationAnswer(path, request)
    case "/components.json": return .json(componentList)
    case _ where path.hasPrefix("/components/") && request.isPost:
      return componentAction(name, request)
    case "/events.json": return .json(.object(["status": .string(""), "data": .array([])]))
    case "/status-productinfo.txt":
      // Two spaces before the name, which is how its readers find it (wttech/aemc).
      return .text("*** Installed Products ***\n\n  Adobe Experience Manager (6.5.21.0)\n")
    case "/productinfo":
      return .html("<html><body>Adobe Experience Manager (6.5.21.0)</body></html>")
    case "/status-slingsettings.txt":
      return .text(
        "Sling ID = 5ca1ab1e-0000-4000-8000-000000000001\nSling Home = \(tree.root)\n"
          + "Run Modes = [s7connect, crx3, author, samplecontent, crx3tar]\n")
    case "/status-System Properties.txt":
      return .text(systemProperties)
    case "/crypto/.json" where request.isPost: return protect(request)
    case "/vmstat" where request.isPost: return virtualMachineAction(request)
    case "/fsclassloader" where request.isPost:
      // Sling FS Class Loader, `FSClassLoaderWebConsole`: the spaces are its own.
      guard request.value("clear") == "true" else { return .error(400, "Bad Request") }
      return pretends(request)
        ? .text("{ \"status\" : \"failure\" }", status: 500)
        : HTTPResponse(type: "application/json", text: "{ \"status\" : \"success\" }")
    case "/scriptcache" where request.isPost:
      // Sling Scripting Core, `ScriptCacheConsolePlugin`: the page again, and no word of success.
      return request.value("script") == nil
        ? .error(500, "Missing parameter script")
        : .html("<div id='cached-scripts' class='ui-widget statline'></div>")
    case _ where path.hasPrefix("/jmx/"):
      return beanOperation(path, request)
    default:
      return .error(404, "Not Found")
    }
  }

  private var systemProperties: String {
    var lines = [
      "java.version = 11.0.22", "sling.home = \(tree.root)", "user.dir = \(tree.install)",
    ]
    if isFileStorageDisabled { lines.append("com.adobe.granite.crypto.file.disable = true") }
    return "*** System Properties:\n\n" + lines.map { $0 + "\n" }.joined()
  }

  /// Protects a value (`POST /system/console/crypto/.json`, as wttech/aemc asks it).
  private func protect(_ request: HTTPRequest) -> HTTPResponse {
    guard let datum = request.value("datum") else { return .error(400, "Bad Request") }
    guard framework.bundle(DeliveredBundle.crypto)?.state == .active else {
      return .error(404, "Not Found")
    }
    return .json(.object(["protected": .string(keyStore.keys.protect(datum))]))
  }

  /// Stops or restarts the framework (Felix web console, `VMStatPlugin`).
  private mutating func virtualMachineAction(_ request: HTTPRequest) -> HTTPResponse {
    guard !pretends(request) else { return .redirect("\(address)/system/console/vmstat") }
    switch request.value("shutdown_type") {
    case "Stop": wish = .stop
    case "Restart": wish = .restart
    default: return .error(400, "Bad Request")
    }
    return .html("<html><body>shutting down</body></html>")
  }

  /// Components whose bundle is there; one for each bundle is enough here.
  private var componentList: JSONValue {
    let data = framework.bundles.filter { !$0.isFragment }.map { bundle in
      JSONValue.object([
        "id": .string("\(bundle.id)"), "name": .string(bundle.symbolicName + ".Component"),
        "bundleId": .integer(Int64(bundle.id)),
        "state": .string(bundle.state == .active ? "active" : "unsatisfied (reference)"),
        "stateRaw": .integer(bundle.state == .active ? 8 : 4),
        "pid": .string(bundle.symbolicName + ".Component"),
      ])
    }
    return .object(["status": .integer(Int64(data.count)), "data": .array(data)])
  }

  private func componentAction(_ name: String, _ request: HTTPRequest) -> HTTPResponse {
    guard ["enable", "disable"].contains(request.value("action")) else {
      return .error(400, "Bad Request")
    }
    return .json(componentList)
  }

  /// An operation of a bean: `/jmx/<object name>/op/<operation>/<types>` (Adobe documentation,
  /// "Monitoring server resources using the JMX console").
  private mutating func beanOperation(_ path: String, _ request: HTTPRequest) -> HTTPResponse {
    let parts = path.dropFirst("/jmx/".count).split(
      separator: "/", omittingEmptySubsequences: false)
    guard request.isPost, parts.count >= 4, parts[1] == "op" else {
      return .error(404, "Not Found")
    }
    switch (parts[0], parts[2]) {
    case ("com.adobe.granite.workflow:type=Maintenance", "purgeCompleted"):
      return purgeWorkflows(request)
    default:
      return .error(404, "Not Found")
    }
  }

  /// Purges completed workflows older than some days, or tells how many it would.
  private mutating func purgeWorkflows(_ request: HTTPRequest) -> HTTPResponse {
    guard let days = request.value("days").flatMap({ Int64($0) }) else {
      return .error(500, "java.lang.NumberFormatException")
    }
    let model = request.value("model") ?? ""
    let paths = repository.children(of: "/var/workflow/instances").filter { path in
      guard repository.text(path, "status") == "COMPLETED",
        case .long(let age) = repository.property(path + "/ageInDays")
      else { return false }
      return age > days && (model.isEmpty || repository.text(path, "modelId") == model)
    }
    if request.value("dryRun") != "true", !pretends(request) {
      do {
        try repository.commit { repository in
          for path in paths { repository.remove(path) }
        }
      } catch { return .error(500, "\(error)") }
    }
    return .html("<pre>\(paths.count) workflow instances</pre>")
  }
}
