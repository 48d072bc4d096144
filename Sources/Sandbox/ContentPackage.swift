import ArchiveKit
import FoundationEssentials

/// A content package as FileVault writes it: a zip with filter, properties and content.
///
/// Each node has a `.content.xml` of its own; a binary property `x` is written as
/// `{Binary}`, with its bytes in `x.binary` beside it (Jackrabbit FileVault,
/// "Document view format" and `BinaryArtifact`).
struct ContentPackage {
  let group: String
  let name: String
  let roots: [String]

  /// The node in which the package itself lies.
  static let folder = "/etc/packages"

  /// The bytes of the package, from what the repository holds now.
  func build(from repository: Repository) -> [UInt8] {
    var files: [(name: String, bytes: [UInt8])] = []
    func add(_ name: String, _ text: String) { files.append((name, Array(text.utf8))) }
    let header = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    add(
      "META-INF/vault/filter.xml",
      header + "<workspaceFilter version=\"1.0\">"
        + roots.map { "<filter root=\"\(Self.escaped($0))\"/>" }.joined() + "</workspaceFilter>\n")
    add(
      "META-INF/vault/properties.xml",
      header + "<properties><entry key=\"group\">\(Self.escaped(group))</entry>"
        + "<entry key=\"name\">\(Self.escaped(name))</entry></properties>\n")
    for path in repository.nodes.keys.sorted() where covers(path) {
      guard let node = repository[path] else { continue }
      let folder = "jcr_root\(path)"
      var attributes = ""
      for (name, value) in node.properties.sorted(by: { $0.key < $1.key }) {
        attributes += " \(name)=\"\(Self.escaped(Self.text(of: value)))\""
        if case .binary(let data) = value {
          files.append(("\(folder)/\(name).binary", Array(data)))
        }
      }
      add(
        "\(folder)/.content.xml",
        header + "<jcr:root \(Self.namespaces)\(attributes)/>\n")
    }
    return StoredZip.archive(files)
  }

  private func covers(_ path: String) -> Bool {
    roots.contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  /// Why a package cannot be installed.
  struct NoPackage: Error {}

  /// Installs a package: what its filter covers becomes what it holds.
  static func install(_ bytes: Data, into repository: inout Repository) throws {
    let files = try read(bytes)
    guard let filter = files["META-INF/vault/filter.xml"] else { throw NoPackage() }
    let roots = XMLAttributes.all("filter", in: filter).compactMap { $0["root"] }
    guard !roots.isEmpty else { throw NoPackage() }
    let prefix = "jcr_root"
    for root in roots where files.keys.contains("\(prefix)\(root)/.content.xml") {
      repository.remove(root)
    }
    let suffix = "/.content.xml"
    for file in files.keys.sorted() where file.hasPrefix(prefix) && file.hasSuffix(suffix) {
      let path = String(file.dropFirst(prefix.count).dropLast(suffix.count))
      guard roots.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) else { continue }
      try repository.make(path)
      let attributes = files[file].flatMap { XMLAttributes.all("jcr:root", in: $0).first } ?? [:]
      for (name, text) in attributes where !name.hasPrefix("xmlns:") {
        let bytes = files["\(prefix)\(path)/\(name).binary"]
        repository.set(name, of: path, to: value(of: text, binary: bytes))
      }
    }
  }

  private static func read(_ bytes: Data) throws -> [String: Data] {
    var rest = bytes[...]
    let archive = try ArchiveReader(source: { buffer in
      let piece = rest.prefix(buffer.count)
      buffer.replaceSubrange(0..<piece.count, with: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    })
    var files: [String: Data] = [:]
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while let entry = try archive.nextEntry() {
      guard entry.kind == .file else { continue }
      var content = Data()
      while case let count = try archive.read(into: &piece), count > 0 {
        content += piece[..<count]
        guard content.count <= 16 << 20 else { throw NoPackage() }
      }
      files[entry.path] = content
    }
    return files
  }

  private static let namespaces = [
    "jcr=\"http://www.jcp.org/jcr/1.0\"", "nt=\"http://www.jcp.org/jcr/nt/1.0\"",
    "sling=\"http://sling.apache.org/jcr/sling/1.0\"", "cq=\"http://www.day.com/jcr/cq/1.0\"",
    "rep=\"internal\"",
  ].map { "xmlns:" + $0 }.joined(separator: " ")

  private static func text(of value: Repository.Value) -> String {
    switch value {
    case .string(let text): text.hasPrefix("{") || text.hasPrefix("[") ? "\\" + text : text
    case .strings(let texts):
      "["
        + texts.map { $0.replacing("\\", with: "\\\\").replacing(",", with: "\\,") }
        .joined(separator: ",") + "]"
    case .boolean(let flag): "{Boolean}\(flag)"
    case .long(let number): "{Long}\(number)"
    case .date(let text): "{Date}\(text)"
    case .binary: "{Binary}"
    }
  }

  private static func value(of text: String, binary: Data?) -> Repository.Value? {
    func after(_ type: String) -> String? {
      text.hasPrefix("{\(type)}") ? String(text.dropFirst(type.count + 2)) : nil
    }
    if after("Binary") != nil { return binary.map { .binary($0) } }
    if let flag = after("Boolean") { return .boolean(flag == "true") }
    if let number = after("Long") { return Int64(number).map { .long($0) } }
    if let date = after("Date") { return .date(date) }
    guard text.hasPrefix("["), text.hasSuffix("]") else {
      return .string(text.hasPrefix("\\") ? String(text.dropFirst()) : text)
    }
    var texts: [String] = []
    var current = ""
    var rest = text.dropFirst().dropLast()
    guard !rest.isEmpty else { return .strings([]) }
    while let letter = rest.popFirst() {
      switch letter {
      case "\\": rest.popFirst().map { current.append($0) }
      case ",":
        texts.append(current)
        current = ""
      default: current.append(letter)
      }
    }
    return .strings(texts + [current])
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;").replacing("\n", with: "&#xa;")
  }
}

/// The attributes of elements in the XML that ``ContentPackage`` writes; no reader of XML at large.
enum XMLAttributes {
  /// The attributes of every element of a name, in order.
  static func all(_ element: String, in document: Data) -> [[String: String]] {
    var rest = String(decoding: document, as: UTF8.self)[...]
    var found: [[String: String]] = []
    while let open = rest.firstRange(of: "<\(element) ") {
      rest = rest[open.upperBound...]
      var attributes: [String: String] = [:]
      while let mark = rest.firstRange(of: "=\""), !rest[..<mark.lowerBound].contains(">") {
        let name = rest[..<mark.lowerBound].filter { !$0.isWhitespace }
        rest = rest[mark.upperBound...]
        guard let end = rest.firstIndex(of: "\"") else { return found }
        attributes[String(name)] = unescaped(rest[..<end])
        rest = rest[end...].dropFirst()
      }
      found.append(attributes)
    }
    return found
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("&#xa;", with: "\n").replacing("&quot;", with: "\"")
      .replacing("&lt;", with: "<").replacing("&amp;", with: "&")
  }
}
