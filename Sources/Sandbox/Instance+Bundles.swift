import HTTPServerKit
import RemedyProtocol

// Felix web console, `BundlesServlet`.
extension Instance {
  /// The list of bundles, or one of them.
  func bundlesAnswer(_ path: String) -> HTTPResponse {
    if path == "/bundles" { return .html("<html><body>Bundles</body></html>") }
    if path == "/bundles.json" { return .json(envelope(framework.bundles, withProperties: false)) }
    let name = Repository.split(path).name
    guard name.hasSuffix(".json"),
      let bundle = framework.bundle(String(name.dropLast(".json".count)))
    else { return .error(404, "Not Found") }
    return .json(envelope([bundle], withProperties: true))
  }

  /// An action on a bundle.
  ///
  /// The answer is 200 also when the action failed: its error is only logged.
  mutating func bundleAction(_ path: String, _ request: HTTPRequest) -> HTTPResponse {
    guard let action = request.value("action") else { return .error(400, "Bad Request") }
    if action == "refreshPackages" {
      return .json(envelope(framework.bundles, withProperties: false))
    }
    guard let bundle = framework.bundle(Repository.split(path).name) else {
      return .error(404, "Not Found")
    }
    if !pretends(request) {
      switch action {
      case "start":
        framework.start(bundle.id, staysResolved: staysResolved)
        if bundle.symbolicName == "com.day.cq.cq-replication" { releaseQueue() }
      case "stop": framework.stop(bundle.id)
      case "uninstall": framework.uninstall(bundle.id)
      case "refresh", "update": break
      // There is no restart.
      default: return .json(.boolean(false))
      }
    }
    let state = framework.bundle("\(bundle.id)")?.state ?? .uninstalled
    return .json(
      .object([
        "fragment": .boolean(bundle.isFragment), "stateRaw": .integer(Int64(state.rawValue)),
      ]))
  }

  private func envelope(_ shown: [Framework.Bundle], withProperties: Bool) -> JSONValue {
    let all = framework.bundles
    let active = all.count { $0.state == .active }
    let fragments = all.count { $0.isFragment }
    // Bundles that start or stop are counted nowhere.
    let resolved = all.count { $0.state == .resolved && !$0.isFragment }
    let installed = all.count { $0.state == .installed }
    var status = "Bundle information: \(all.count) bundles in total"
    if active + fragments == all.count {
      status += " - all \(all.count) bundles active."
    } else {
      if active > 0 { status += ", \(active) bundles active" }
      if fragments > 0 { status += ", \(fragments) active fragments" }
      if resolved > 0 { status += ", \(resolved) bundles resolved" }
      if installed > 0 { status += ", \(installed) bundles installed" }
      status += "."
    }
    let counts = [all.count, active, fragments, resolved, installed]
    return .object([
      "status": .string(status), "s": .array(counts.map { .integer(Int64($0)) }),
      "data": .array(shown.map { data(of: $0, withProperties: withProperties) }),
    ])
  }

  private func data(of bundle: Framework.Bundle, withProperties: Bool) -> JSONValue {
    var object: [String: JSONValue] = [
      "id": .integer(Int64(bundle.id)),
      "name": .string(bundle.folder.headers["bundle-name"] ?? bundle.symbolicName),
      "fragment": .boolean(bundle.isFragment),
      "stateRaw": .integer(Int64(bundle.state.rawValue)),
      "state": .string(bundle.isFragment ? "Fragment" : "\(bundle.state)".capitalized),
      "version": .string(bundle.version), "symbolicName": .string(bundle.symbolicName),
      "category": .string(bundle.folder.headers["bundle-category"] ?? ""),
    ]
    if withProperties {
      let properties: [(String, JSONValue)] = [
        ("Symbolic Name", .string(bundle.symbolicName)), ("Version", .string(bundle.version)),
        ("Bundle Location", .string(bundle.folder.location)),
        ("Last Modification", .string("\(bundle.folder.modified)")),
        ("Start Level", .integer(Int64(bundle.folder.startLevel))),
      ]
      object["props"] = .array(
        properties.map { .object(["key": .string($0.0), "value": $0.1]) })
    }
    return .object(object)
  }
}

extension String {
  /// The text with its first letter as a capital.
  fileprivate var capitalized: String {
    prefix(1).uppercased() + dropFirst()
  }
}
