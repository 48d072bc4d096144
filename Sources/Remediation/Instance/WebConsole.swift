import HTTPClientKit
import RemedyProtocol

/// The OSGi web console of a running instance: its bundles and configurations.
struct WebConsole {
  let connection: InstanceConnection

  /// All bundles.
  func bundles() throws(InstanceProblem) -> BundleStates {
    guard let json = try connection.json(BundleStates.path), let states = BundleStates(json) else {
      throw .notJSON(BundleStates.path)
    }
    return states
  }

  /// The bundles with a symbolic name, of which there should be one.
  func bundles(named name: String) throws(InstanceProblem) -> [BundleStates.Bundle] {
    try bundles().bundles.filter { $0.symbolicName == name }
  }

  /// Orders a bundle to start or stop.
  ///
  /// The console answers 200 even where that failed; only a new look tells.
  func order(_ action: String, bundle id: Int) throws(InstanceProblem) {
    let path = "/system/console/bundles/\(id)"
    let response = try connection.post(path, [("action", action)])
    guard response.status == 200 else {
      throw .status(path, response.status, expected: 200)
    }
  }

  /// The properties of a configuration by name; `nil` if there is none.
  func configuration(_ pid: String) throws(InstanceProblem) -> [String: [String]]? {
    guard let first = try configurations(pid).first(where: { $0["pid"]?.text == pid }) else {
      return nil
    }
    // A PID that only could be configured is described too, without a place of its own.
    guard first["bundle_location"] != nil || first["factoryPid"] != nil else { return nil }
    var properties: [String: [String]] = [:]
    for (name, property) in first["properties"]?.members ?? [:] {
      if let values = property["values"]?.elements {
        properties[name] = values.compactMap(\.text)
      } else if let value = property["value"]?.text {
        properties[name] = [value]
      }
    }
    return properties
  }

  /// The PIDs of a factory's configurations.
  func pids(ofFactory factory: String) throws(InstanceProblem) -> Set<String> {
    let list = try configurations("(service.factoryPid=\(factory))")
    return Set(list.compactMap { $0["pid"]?.text })
  }

  /// What the console lists for a PID or a filter, if only nothing.
  ///
  /// A console that is not there, or is kept from us, would answer 404: that proves nothing.
  private func configurations(_ name: String) throws(InstanceProblem) -> [InstanceJSON] {
    let path = "/system/console/configMgr/\(name).json"
    guard let json = try connection.json(path) else { throw .status(path, 404, expected: 200) }
    guard let list = json.elements else { throw .notJSON(path) }
    return list
  }

  /// Gives a configuration exactly these properties; what is not named is dropped.
  func put(
    _ pid: String, factory: String? = nil, properties: [String: [String]]
  ) throws(InstanceProblem) {
    let names = properties.keys.sorted()
    var form: [(name: String, value: String)] = [
      ("apply", "true"), ("action", "ajaxConfigManager"),
      ("propertylist", names.joined(separator: ",")),
    ]
    if let factory { form.append(("factoryPid", factory)) }
    for name in names { form += (properties[name] ?? []).map { (name, $0) } }
    try save(pid, form)
  }

  /// Makes a new configuration of a factory and gives its PID.
  func create(
    ofFactory factory: String, properties: [String: [String]]
  ) throws(InstanceProblem) -> String {
    let before = try pids(ofFactory: factory)
    // The name that stands for “new” changed with FELIX-6629; servers refuse the other one.
    let placeholders = [
      "__Temporary PID replaced by real PID upon save__",
      "[Temporary PID replaced by real PID upon save]",
    ]
    var refusal: InstanceProblem?
    for placeholder in placeholders {
      do {
        try put(FormEncoding.escaped(placeholder), factory: factory, properties: properties)
        refusal = nil
      } catch {
        refusal = error
      }
      let new = try pids(ofFactory: factory).subtracting(before)
      if new.count == 1, let pid = new.first { return pid }
    }
    throw refusal
      ?? .badAnswer(
        factory,
        RemedyText(
          en: "no new configuration appeared", fr: "aucune nouvelle configuration n’est apparue",
          ja: "新しい設定が作成されていません"))
  }

  /// Deletes a configuration.
  func delete(_ pid: String) throws(InstanceProblem) {
    try save(pid, [("apply", "1"), ("delete", "1")])
  }

  private func save(
    _ pid: String, _ form: [(name: String, value: String)]
  ) throws(InstanceProblem) {
    let path = "/system/console/configMgr/\(pid)"
    let response = try connection.post(path, form)
    // Saved is a redirect to the list, deleted is 200.
    guard response.status == 200 || response.status == 302 else {
      throw .status(path, response.status, expected: 302)
    }
  }
}
