import FoundationEssentials

/// The content tree of the stand-in, kept in memory and in one file.
///
/// Every change is one write of the whole file to a new one that is then
/// renamed, so that a process that is killed leaves the tree before or after.
struct Repository {
  /// A node.
  struct Node: Hashable, Codable {
    /// Its properties by name; `jcr:primaryType` is one.
    var properties: [String: Value] = [:]

    /// The names of its child nodes in order.
    var children: [String] = []
  }

  /// A property's value.
  enum Value: Hashable, Codable {
    case string(String)
    case strings([String])
    case boolean(Bool)
    case long(Int64)
    case date(String)
    case binary(Data)
  }

  /// Why a change cannot be made.
  enum Problem: Error, Hashable {
    /// The new state cannot be stored.
    case notStored(String)

    /// A name that no node may have.
    case badName(String)
  }

  private(set) var nodes: [String: Node] = ["/": Node()]
  private let file: String

  /// Whether the disk is said to be full.
  var isDiskFull = false

  /// Opens the tree in a file, or an empty one.
  init(file: String) throws {
    self.file = file
    guard let data = FileManager.default.contents(atPath: file) else { return }
    nodes = try JSONDecoder().decode([String: Node].self, from: data)
  }

  /// Makes all changes of the body or none.
  @discardableResult
  mutating func commit<Result>(_ body: (inout Repository) throws -> Result) throws -> Result {
    var changed = self
    let result = try body(&changed)
    if changed.nodes != nodes {
      try changed.store()
      self = changed
    }
    return result
  }

  private func store() throws {
    // What Oak's segment store answers on a full disk, as the logs of such systems show it.
    guard !isDiskFull else { throw Problem.notStored("No space left on device") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do {
      try encoder.encode(nodes).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw Problem.notStored("\(error)")
    }
  }

  /// The node at a path.
  subscript(path: String) -> Node? { nodes[path] }

  /// The property at the path of a node, a slash, and a name.
  func property(_ path: String) -> Value? {
    let (parent, name) = Self.split(path)
    return nodes[parent]?.properties[name]
  }

  /// A property as text.
  func text(_ path: String, _ name: String) -> String? {
    if case .string(let text) = nodes[path]?.properties[name] { text } else { nil }
  }

  /// The paths of a node's children in order.
  func children(of path: String) -> [String] {
    (nodes[path]?.children ?? []).map { Self.join(path, $0) }
  }

  /// Sets a property, or takes it away.
  mutating func set(_ name: String, of path: String, to value: Value?) {
    nodes[path]?.properties[name] = value
  }

  /// Makes a node and those above it, where they are missing; gives the paths made.
  @discardableResult
  mutating func make(_ path: String, type: String = "nt:unstructured") throws -> [String] {
    guard nodes[path] == nil else { return [] }
    let (parent, name) = Self.split(path)
    guard path.hasPrefix("/"), !name.isEmpty, name != ".", name != "..",
      !name.contains(where: { "/[]|*".contains($0) })
    else { throw Problem.badName(name) }
    let above = try make(parent, type: type == "nt:resource" ? "nt:file" : "nt:unstructured")
    nodes[path] = Node(properties: ["jcr:primaryType": .string(type)])
    nodes[parent]?.children.append(name)
    return above + [path]
  }

  /// Takes a node away with all below it.
  mutating func remove(_ path: String) {
    guard path != "/", nodes.removeValue(forKey: path) != nil else { return }
    let (parent, name) = Self.split(path)
    nodes[parent]?.children.removeAll { $0 == name }
    let prefix = path + "/"
    nodes = nodes.filter { !$0.key.hasPrefix(prefix) }
  }

  /// Stores a file as AEM does: `nt:file` with its content in `jcr:content`.
  mutating func putFile(_ path: String, _ bytes: [UInt8], type: String) throws {
    try make(path + "/jcr:content", type: "nt:resource")
    set("jcr:data", of: path + "/jcr:content", to: .binary(Data(bytes)))
    set("jcr:mimeType", of: path + "/jcr:content", to: .string(type))
  }

  /// The bytes of a file.
  func file(_ path: String) -> Data? {
    if case .binary(let data) = nodes[path + "/jcr:content"]?.properties["jcr:data"] {
      data
    } else {
      nil
    }
  }

  /// The path of the node above, and the last name.
  static func split(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("/", path) }
    let parent = String(path[..<slash])
    return (parent.isEmpty ? "/" : parent, String(path[path.index(after: slash)...]))
  }

  /// A path below another.
  static func join(_ parent: String, _ name: String) -> String {
    parent == "/" ? "/" + name : parent + "/" + name
  }
}
