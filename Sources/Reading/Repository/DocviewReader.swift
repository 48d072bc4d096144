import XMLKit

/// Reads the XML in which FileVault keeps nodes: an element for each node, an attribute for
/// each property.
struct DocviewReader {
  let bytes: [UInt8]
  let path: String

  /// Whether the head of a document is that of such a file.
  static func recognises(_ head: ArraySlice<UInt8>) -> Bool {
    head.first { $0 > 0x20 } == UInt8(ascii: "<")
      && head.prefix(16_384).firstRange(of: Array("<jcr:root".utf8)) != nil
  }

  /// Whether the node itself is an OSGi configuration.
  static func isConfiguration(_ head: ArraySlice<UInt8>) -> Bool {
    guard let root = head.firstRange(of: Array("<jcr:root".utf8)),
      let type = head[root.upperBound...].firstRange(of: Array("\"sling:OsgiConfig\"".utf8))
    else { return false }
    return !head[root.upperBound..<type.lowerBound].contains(UInt8(ascii: "<"))
  }

  func reading() -> SettingsReading {
    var collector = SettingCollector(bytes, path: path)
    var nodes: [String] = []
    let root = RepositoryName.nodePath(ofFile: path) ?? ""
    let problem = ReadingProblem.ofXML(bytes, path: path) { event in
      switch event {
      case .start(let element):
        let name = RepositoryName.decodedXML(element.name)
        let parent = nodes.last
        let node = parent?.appendingName(name) ?? root
        nodes.append(node)
        add(element, node: node, isRoot: parent == nil, to: &collector)
      case .end:
        nodes.removeLast()
      case .text:
        break
      }
    }
    collector.note(problem)
    return collector.reading
  }

  private func add(
    _ element: XMLElement, node: String, isRoot: Bool, to collector: inout SettingCollector
  ) {
    let isConfiguration = element["jcr:primaryType"] == "sling:OsgiConfig"
    let owner: Setting.Owner =
      isConfiguration
      ? .configuration(ConfigurationIdentity(path: isRoot ? path : node)) : .node(node)
    for attribute in element.attributes {
      if isConfiguration, attribute.name.hasPrefix("jcr:") { continue }
      let value = DocviewValue(attribute.value)
      // A binary is kept in a file of its own.
      collector.add(
        RepositoryName.decodedXML(attribute.name),
        value.type == .binary ? [] : value.values, of: owner,
        type: value.type, isCollection: value.isCollection, at: attribute.bytes)
    }
  }
}

extension ReadingProblem {
  /// Reads XML and gives what is wrong with it.
  static func ofXML(
    _ bytes: [UInt8], path: String, _ body: @escaping (XMLEvent) -> Void
  ) -> ReadingProblem? {
    do {
      try XMLReader().read(bytes, body)
      return nil
    } catch {
      return ReadingProblem(.xml(error.kind), at: error.offset, in: bytes, of: path)
    }
  }
}
