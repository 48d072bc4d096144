import Model

/// The JSON that Sling answers for a repository node: `/etc/key.json`, `/content/site.infinity.json`.
///
/// Binary properties are not dumped: `"hmac"` with its bytes appears as `":hmac": 16`.
public enum JCRExport {
  /// Reads an export as far as it can be read.
  ///
  /// - Parameter path: The file as shown to people. Where the path of the node can be told
  ///   from it, or from what the node holds, the properties carry it.
  static func reading(of bytes: [UInt8], path: String) -> SettingsReading {
    let text = JSONObjectText(bytes, path: path)
    var root = nodePath(of: path)
    if root == nil || root == "/key", let node = text.node, isKeyNode(node) { root = "/etc/key" }
    var reading = reading(of: text.members, node: root ?? "", bytes: bytes, path: path)
    reading.problem = text.problem
    return reading
  }

  /// Reads the members of a node that stand in these bytes.
  static func reading(
    of members: [JSONNode.Member], node: String, bytes: [UInt8], path: String
  ) -> SettingsReading {
    var properties = Properties(collector: SettingCollector(bytes, path: path))
    properties.add(members, node: node, isRoot: true)
    return properties.collector.reading
  }

  /// Reads an export that is whole.
  ///
  /// - Throws: ``ReadingProblem``.
  public static func read(_ bytes: [UInt8], path: String) throws(ReadingProblem) -> [Setting] {
    try reading(of: bytes, path: path).complete()
  }

  /// Whether it is the node that holds the keys of AEM's encryption: both of them, as binary
  /// properties or as files below it.
  static func isKeyNode(_ node: JSONNode) -> Bool {
    ["hmac", "master"].allSatisfy { key in
      node[":" + key] != nil || node[key]?["jcr:primaryType"] != nil
    }
  }

  /// The path of the node that a file was exported from, told by its own path.
  ///
  /// `…/jcr_root/etc/key.json`, `etc/key.infinity.json`, `etc-key.json`.
  static func nodePath(of path: String) -> String? {
    var parts = path.replacing("__", with: "/").split(separator: "/").map(String.init)
    guard var name = parts.popLast(), name.hasSuffix(".json") else { return nil }
    name = String(name.dropLast(5))
    while let selector = [".infinity", ".tidy", ".-1"].first(where: name.hasSuffix) {
      name = String(name.dropLast(selector.count))
    }
    if let point = name.lastIndex(of: "."), Int(name[name.index(after: point)...]) != nil {
      name = String(name[..<point])
      if name.hasSuffix(".tidy") { name = String(name.dropLast(5)) }
    }
    if let root = parts.lastIndex(of: "jcr_root") {
      return "/" + (parts[(root + 1)...] + [name]).joined(separator: "/")
    }
    let roots: Set = ["etc", "content", "apps", "libs", "conf", "home", "var", "oak:index"]
    if let root = parts.lastIndex(where: roots.contains) {
      return "/" + (parts[root...] + [name]).joined(separator: "/")
    }
    // One file for a whole path: etc-key.json, etc_key.json.
    let words = name.split(whereSeparator: { $0 == "-" || $0 == "_" }).map(String.init)
    return words == ["etc", "key"] ? "/etc/key" : name == "key" ? "/key" : nil
  }

  private struct Properties {
    var collector: SettingCollector

    mutating func add(_ members: [JSONNode.Member], node: String, isRoot: Bool = false) {
      let isConfiguration = members.contains {
        $0.key == "jcr:primaryType" && $0.value.string == "sling:OsgiConfig"
      }
      let owner: Setting.Owner =
        isConfiguration
        ? .configuration(ConfigurationIdentity(path: isRoot ? collector.path : node))
        : .node(node)
      for member in members {
        if let children = member.value.members {
          add(children, node: node.appendingName(member.key))
        } else if !isConfiguration || !member.key.hasPrefix("jcr:") {
          add(member, of: owner)
        }
      }
    }

    private mutating func add(_ member: JSONNode.Member, of owner: Setting.Owner) {
      let bytes = member.keyBytes.lowerBound..<member.value.bytes.upperBound
      var elements = [member.value]
      var isCollection = false
      if case .array(let nodes) = member.value.value { (elements, isCollection) = (nodes, true) }
      let lengths = elements.compactMap(\.integer)
      if member.key.hasPrefix(":"), member.key.count > 1, lengths.count == elements.count {
        collector.add(
          String(member.key.dropFirst()), lengths.map(String.init), of: owner, type: .binary,
          isCollection: isCollection, at: bytes)
      } else {
        collector.add(
          member.key, elements.compactMap(\.scalar), of: owner, isCollection: isCollection,
          at: bytes)
      }
    }
  }
}
