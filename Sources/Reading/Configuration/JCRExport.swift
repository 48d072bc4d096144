import Model

/// The JSON that Sling answers for a repository node: `/etc/key.json`, `/content/site.infinity.json`.
///
/// Binary properties are not dumped: `"hmac"` with its bytes appears as `":hmac": 16`.
public enum JCRExport {
  /// Reads an export.
  ///
  /// - Parameter path: The file as shown to people. Where the path of the node can be told
  ///   from it, or from what the node holds, the properties carry it.
  /// - Throws: ``ReadingProblem``.
  public static func read(_ bytes: [UInt8], path: String) throws(ReadingProblem) -> [Setting] {
    let node: JSONNode
    do {
      node = try JSONReader().read(bytes)
    } catch {
      throw ReadingProblem(.json(error.kind), at: error.offset, in: bytes, of: path)
    }
    guard let members = node.members else {
      throw ReadingProblem(.object, at: node.bytes.lowerBound, in: bytes, of: path)
    }
    var root = nodePath(of: path)
    if root == nil || root == "/key", isKeyNode(node) { root = "/etc/key" }
    var collector = Collector(source: path, lines: LineCounter(bytes))
    collector.add(members, node: root ?? "")
    return collector.properties
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

  private struct Collector {
    let source: String
    var lines: LineCounter
    var properties: [Setting] = []

    mutating func add(_ members: [JSONNode.Member], node: String) {
      for member in members {
        if let children = member.value.members {
          add(children, node: node.isEmpty ? member.key : "\(node)/\(member.key)")
        } else {
          add(member, node: node)
        }
      }
    }

    private mutating func add(_ member: JSONNode.Member, node: String) {
      let bytes = member.keyBytes.lowerBound..<member.value.bytes.upperBound
      let place = Place(source: source, line: lines.line(at: bytes.lowerBound), bytes: bytes)
      var elements = [member.value]
      var isCollection = false
      if case .array(let nodes) = member.value.value { (elements, isCollection) = (nodes, true) }
      if member.key.hasPrefix(":"), member.key.count > 1 {
        let lengths = elements.compactMap(\.integer)
        if lengths.count == elements.count {
          properties.append(
            Setting(
              owner: .node(node), key: String(member.key.dropFirst()),
              values: lengths.map(String.init), type: .binary, isCollection: isCollection,
              place: place))
          return
        }
      }
      properties.append(
        Setting(
          owner: .node(node), key: member.key, values: elements.compactMap(\.scalar),
          isCollection: isCollection, place: place))
    }
  }
}
