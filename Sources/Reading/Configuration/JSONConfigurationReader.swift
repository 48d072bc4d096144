/// Reads `.cfg.json`: an object whose keys may carry a type, such as `port:Integer`.
///
/// Comments are allowed, keys that start with a colon are notes of tools
/// (OSGi Compendium 8, chapter 150, “Configurator”). A key that stands
/// twice is kept twice.
struct JSONConfigurationReader {
  let bytes: [UInt8]
  let path: String

  func entries() -> OSGiConfiguration.Entries {
    let text = JSONObjectText(bytes, path: path)
    return (entries(of: text.members), text.problem)
  }

  /// The properties among the members of a configuration.
  func entries(of members: [JSONNode.Member]) -> [OSGiConfiguration.Entry] {
    members.filter { !$0.key.hasPrefix(":") }.map(entry)
  }

  private func entry(_ member: JSONNode.Member) -> OSGiConfiguration.Entry {
    let (key, stated) = typedKey(member.key)
    let elements: [JSONNode]
    let isCollection: Bool
    if case .array(let nodes) = member.value.value {
      (elements, isCollection) = (nodes, true)
    } else {
      (elements, isCollection) = ([member.value], stated?.isCollection == true)
    }
    return OSGiConfiguration.Entry(
      key: key, values: elements.compactMap(text),
      type: stated?.type ?? elements.first.map(type) ?? .string, isCollection: isCollection,
      bytes: member.keyBytes.lowerBound..<member.value.bytes.upperBound)
  }

  /// Splits `port:Integer`, `names:String[]`, `sizes:Collection<Long>`.
  private func typedKey(
    _ key: String
  ) -> (key: String, stated: (type: Setting.ValueType, isCollection: Bool)?) {
    guard let colon = key.lastIndex(of: ":") else { return (key, nil) }
    var name = key[key.index(after: colon)...]
    var isCollection = false
    if name.hasSuffix("[]") {
      name = name.dropLast(2)
      isCollection = true
    } else if name.hasPrefix("Collection<"), name.hasSuffix(">") {
      name = name.dropFirst(11).dropLast()
      isCollection = true
    } else if name == "Collection" {
      return (String(key[..<colon]), (.string, true))
    }
    let type: Setting.ValueType
    switch name.lowercased() {
    case "string": type = .string
    case "integer", "int": type = .integer
    case "long": type = .long
    case "float": type = .float
    case "double": type = .double
    case "byte": type = .byte
    case "short": type = .short
    case "character", "char": type = .character
    case "boolean": type = .boolean
    default: return (key, nil)
    }
    return (String(key[..<colon]), (type, isCollection))
  }

  private func type(of node: JSONNode) -> Setting.ValueType {
    switch node.value {
    case .boolean: .boolean
    case .number(let text): Int64(text) == nil ? .double : .long
    default: .string
    }
  }

  // An object as value is kept as it stands.
  private func text(of node: JSONNode) -> String? {
    switch node.value {
    case .null: nil
    case .object, .array: String(decoding: bytes[node.bytes], as: UTF8.self)
    default: node.scalar
    }
  }
}
