import XMLKit

/// What the package manager lists, and what a package says of itself.
///
/// Three forms: the XML of `/crx/packmgr/service.jsp?cmd=ls`, the JSON of
/// `/crx/packmgr/list.jsp`, and the `properties.xml` and `filter.xml` in the
/// `META-INF/vault` of a package.
enum PackageList {
  static func reading(of bytes: [UInt8], path: String) -> SettingsReading {
    guard bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "<") else {
      return readingJSON(bytes, path: path)
    }
    if JavaProperties.isXML(bytes) { return readingProperties(bytes, path: path) }
    if isFilter(bytes[...]) { return readingFilter(bytes, path: path) }
    return readingXML(bytes, path: path)
  }

  /// Whether the head of a document is that of any of these forms.
  static func recognises(_ head: ArraySlice<UInt8>, name: String) -> Bool {
    switch head.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "<"):
      if isFilter(head) { return true }
      if JavaProperties.isXML(head) {
        return name.replacing("__", with: "/").hasSuffix("META-INF/vault/properties.xml")
      }
      return head.contains(text: "<packages") && head.contains(text: "<package>")
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return head.contains(text: "\"downloadName\"")
        && (head.contains(text: "\"lastUnpacked") || head.contains(text: "\"group\""))
    default:
      return false
    }
  }

  private static func isFilter(_ head: ArraySlice<UInt8>) -> Bool {
    head.contains(text: "<workspaceFilter")
  }

  // MARK: The package manager

  /// `group`, `name`, `version`, `size`, `lastUnpacked` and others as elements of `package`.
  private static func readingXML(_ bytes: [UInt8], path: String) -> SettingsReading {
    var collector = SettingCollector(bytes, path: path)
    var fields: [(name: String, value: String, bytes: Range<Int>)] = []
    var isInPackage = false
    var text = ""
    var start: XMLElement?
    let problem = ReadingProblem.ofXML(bytes, path: path) { event in
      switch event {
      case .start(let element):
        if element.name == "package" { (isInPackage, fields) = (true, []) }
        (start, text) = (element, "")
      case .text(let more):
        text += more
      case .end("package", _):
        add(fields, to: &collector)
        isInPackage = false
      case .end(let name, let end):
        guard isInPackage, let first = start, first.name == name else { return }
        fields.append((name, text, first.bytes.lowerBound..<max(end, first.bytes.upperBound)))
        start = nil
      }
    }
    collector.note(problem)
    return collector.reading
  }

  private static func readingJSON(_ bytes: [UInt8], path: String) -> SettingsReading {
    var collector = SettingCollector(bytes, path: path)
    let (node, error) = JSONReader().readAsFarAsPossible(bytes)
    if let error { collector.note(.json(error.kind), at: error.offset) }
    for package in node?.packages ?? [] {
      add(
        (package.members ?? []).compactMap { member in
          guard let value = member.value.scalar else { return nil }
          let bytes = member.keyBytes.lowerBound..<member.value.bytes.upperBound
          return (member.key, value, bytes)
        }, to: &collector)
    }
    return collector.reading
  }

  /// A package that was never installed has an empty time of its last unpacking, or `null`.
  private static func add(
    _ fields: [(name: String, value: String, bytes: Range<Int>)],
    to collector: inout SettingCollector
  ) {
    let value = { (name: String) in fields.first { $0.name == name }?.value ?? "" }
    guard !value("name").isEmpty else { return }
    let owner = Setting.Owner.package("\(value("group")):\(value("name"))")
    let keys = [
      "version": "version", "size": "size", "created": "created", "lastModified": "modified",
      "lastUnpacked": "installed", "lastUnpackedBy": "installedBy", "downloadName": "file",
      "resolved": "resolved",
    ]
    for field in fields {
      guard let key = keys[field.name], !field.value.isEmpty, field.value != "null" else {
        continue
      }
      collector.add(key, [field.value], of: owner, at: field.bytes)
    }
  }

  // MARK: A package

  private static func readingProperties(_ bytes: [UInt8], path: String) -> SettingsReading {
    let (entries, problem) = JavaProperties.xmlEntries(in: bytes, path: path)
    let value = { (key: String) in entries.first { $0.key == key }?.values.first }
    let owner: Setting.Owner =
      value("name").map { .package("\(value("group") ?? ""):\($0)") } ?? .package(archive(of: path))
    var collector = SettingCollector(bytes, path: path)
    collector.add(entries, of: owner)
    collector.note(problem)
    return collector.reading
  }

  /// `<filter root="/apps/x" mode="merge"><exclude pattern="…"/></filter>`.
  private static func readingFilter(_ bytes: [UInt8], path: String) -> SettingsReading {
    var collector = SettingCollector(bytes, path: path)
    let owner = Setting.Owner.package(archive(of: path))
    let problem = ReadingProblem.ofXML(bytes, path: path) { event in
      guard case .start(let element) = event else { return }
      switch element.name {
      case "filter":
        guard let root = element["root"] else { return }
        let mode = element["mode"].map { [$0] } ?? []
        collector.add("filter", [root] + mode, of: owner, at: element.bytes)
      case "include", "exclude":
        guard let pattern = element["pattern"] else { return }
        collector.add("filter.\(element.name)", [pattern], of: owner, at: element.bytes)
      default: return
      }
    }
    collector.note(problem)
    return collector.reading
  }

  /// The name of the archive around a member, without its extension.
  private static func archive(of path: String) -> String {
    let names = path.replacing("__", with: "/").split(separator: "/").map(String.init)
    guard let inner = names.firstIndex(of: "META-INF"), inner > 0 else { return "" }
    let name = names[inner - 1].replacing("!", with: "")
    return name.hasSuffix(".zip") ? String(name.dropLast(4)) : name
  }
}

extension JSONNode {
  /// The packages of a list, bare or as results of a request.
  fileprivate var packages: [JSONNode] {
    switch value {
    case .array(let nodes): nodes
    case .object:
      ["results", "packages", "data"].lazy.compactMap { self[$0] }.first?.packages ?? []
    default: []
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether a text stands in the first 64 KiB.
  func contains(text: String) -> Bool {
    let text = Array(text.utf8)
    guard let first = text.first else { return true }
    var rest = prefix(65_536)
    while let found = rest.firstIndex(of: first) {
      rest = rest[found...]
      if rest.starts(with: text) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
