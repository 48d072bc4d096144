import HTTPServerKit
import RemedyProtocol

// Felix web console, `ConfigManager`, `ConfigAdminSupport` and `ConfigJsonSupport`, as of AEM 6.5.
extension Instance {
  /// What stands for the PID of a configuration that is to be made.
  private static let placeholder = "[Temporary PID replaced by real PID upon save]"

  /// What is shown, and may be sent back, in place of a password.
  private static let maskedPassword = "unmodified"

  /// Properties that take several values also when only one is given.
  private static let lists: Set = [
    "user.mapping", "org.apache.sling.commons.log.names", "auth.token.provider.default.claims",
    "scheduledpurge.modelIds",
  ]

  mutating func configurationAnswer(_ path: String, _ request: HTTPRequest) -> HTTPResponse {
    let name = request.value("pid") ?? Repository.split(path).name
    // AEM would have to escape them in its pages.
    guard !name.contains(where: { "&<>\"'".contains($0) }) || name.hasPrefix("(") else {
      return .error(400, "Bad Request")
    }
    if request.isRead { return shown(path, name) }
    guard !name.isEmpty, path != "/configMgr" else { return .error(400, "Bad Request") }
    guard request.value("apply") != nil else {
      return .json(json(Configurations(repository: repository)[name], pid: name))
    }
    if request.value("delete") != nil {
      let done = HTTPResponse.json(.object(["status": .boolean(true)]))
      return pretends(request) ? done : change { $0.delete(name) } ?? done
    }
    guard let list = request.value("propertylist") else { return .error(400, "Bad Request") }
    return save(name, list.split(separator: ",").map(String.init), request)
  }

  private func shown(_ path: String, _ name: String) -> HTTPResponse {
    let all = Configurations(repository: repository).all
    guard name.hasSuffix(".json") else {
      let pids = all.map { configuration in
        JSONValue.object(
          [
            "id": .string(configuration.pid), "name": .string(configuration.pid),
            "has_config": .boolean(true),
          ].merging(configuration.factory.map { ["fpid": .string($0)] } ?? [:]) { $1 })
      }
      let fpids = Configuration.factories.map {
        JSONValue.object(["id": .string($0), "name": .string($0)])
      }
      let data = JSONValue.object([
        "status": .boolean(true), "pids": .array(pids), "fpids": .array(fpids),
      ])
      return .html(
        "<html><script type=\"text/javascript\">var configData = "
          + "\(String(decoding: data.canonical, as: UTF8.self));</script></html>")
    }
    let pid = String(name.dropLast(".json".count))
    let filter = OSGiFilter(pid)
    let found = all.filter { configuration in
      filter.map { $0.matches(configuration.filterValues) } ?? (configuration.pid == pid)
    }
    return .json(.array(found.map { json($0, pid: $0.pid) }))
  }

  /// Saves: what the list does not name is dropped.
  private mutating func save(
    _ name: String, _ list: [String], _ request: HTTPRequest
  ) -> HTTPResponse {
    let old = Configurations(repository: repository)[name]
    var pid = name
    if old == nil, let factory = request.value("factoryPid") {
      // With a factory, any PID that does not exist makes a new instance.
      pid = factory + "." + Self.instanceName
    } else if name == Self.placeholder {
      return .error(400, "Bad Request")
    }
    var properties: [String: Repository.Value] = [:]
    for property in list {
      let parameter =
        ["action", "delete", "apply", "propertylist"].contains(property)
        ? "$" + property : property
      let values = request.values(parameter)
      let current = old?.properties[property]
      if Configuration.isPassword(property), values.first == Self.maskedPassword {
        properties[property] = current
      } else {
        properties[property] = Self.value(
          values, like: current, isList: Self.lists.contains(property))
      }
    }
    let done = HTTPResponse.redirect("\(address)/system/console/configMgr/\(pid)")
    guard !pretends(request) else { return done }
    let configuration = Configuration(pid: pid, properties: properties)
    if let failure = change({ try $0.put(configuration) }) { return failure }
    // From now on the value is read with the keys that are there.
    if properties.keys.contains(where: Configuration.isPassword) { resavedSecrets.insert(pid) }
    log.write(
      .info, "org.apache.felix.configadmin", "Configuration \(pid) updated",
      thread: "CM Configuration Updater")
    return done
  }

  /// Makes a change, or gives the answer that tells why not.
  private mutating func change(
    _ body: (inout Configurations) throws -> Void
  ) -> HTTPResponse? {
    do {
      try repository.commit { repository in
        var configurations = Configurations(repository: repository)
        try body(&configurations)
        repository = configurations.repository
      }
      return nil
    } catch { return .error(500, "\(error)") }
  }

  private static var instanceName: String {
    let digits = CryptoKeys.hex(Array(CryptoKeys.randomBytes(16)))
    let ends = [0, 8, 12, 16, 20, 32]
    let all = Array(digits)
    return zip(ends, ends.dropFirst()).map { String(all[$0..<$1]) }.joined(separator: "-")
  }

  private static func value(
    _ texts: [String], like current: Repository.Value?, isList: Bool
  ) -> Repository.Value {
    let first = texts.first ?? ""
    switch current {
    case .boolean: return .boolean(first == "true")
    case .long: return Int64(first).map { .long($0) } ?? .string(first)
    case .strings: return .strings(texts)
    default: return isList || texts.count > 1 ? .strings(texts) : .string(first)
    }
  }

  private func json(_ configuration: Configuration?, pid: String) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for (name, value) in configuration?.properties ?? [:] {
      var property: [String: JSONValue] = [
        "name": .string(name), "optional": .boolean(false), "is_set": .boolean(true),
      ]
      switch value {
      case _ where Configuration.isPassword(name):
        property["type"] = .integer(12)
        property["value"] = .string(Self.maskedPassword)
      case .boolean(let flag):
        property["type"] = .integer(11)
        property["value"] = .boolean(flag)
      case .long(let number):
        property["type"] = .integer(2)
        property["value"] = .integer(number)
      case .strings(let texts):
        property["type"] = .integer(1)
        property["values"] = .array(texts.map { .string($0) })
      case .string(let text), .date(let text):
        property["type"] = .integer(1)
        property["value"] = .string(text)
      case .binary: continue
      }
      properties[name] = .object(property)
    }
    var object: [String: JSONValue] = [
      "pid": .string(pid), "title": .string(pid), "properties": .object(properties),
      "description": .string("This form is automatically generated from existing properties."),
    ]
    if let configuration {
      object["bundleLocation"] = .string("")
      object["bundle_location"] = .null
      object["service_location"] = .string("")
      if let factory = configuration.factory { object["factoryPid"] = .string(factory) }
    }
    return .object(object)
  }
}

extension Configuration {
  /// The values of a property as a filter sees them.
  fileprivate func filterValues(_ name: String) -> [String] {
    switch name {
    case "service.pid": return [pid]
    case "service.factoryPid": return factory.map { [$0] } ?? []
    default: break
    }
    return switch properties[name] {
    case .string(let text), .date(let text): [text]
    case .strings(let texts): texts
    case .boolean(let flag): ["\(flag)"]
    case .long(let number): ["\(number)"]
    case .binary, nil: []
    }
  }
}
