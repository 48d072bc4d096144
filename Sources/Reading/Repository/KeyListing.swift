/// What people paste of `/etc/key`, the node of AEM's encryption keys: the command they
/// asked with and its answer, or the table and tree of CRXDE.
struct KeyListing {
  let bytes: [UInt8]
  let path: String

  private static let node = Setting.Owner.node("/etc/key")

  /// Whether the node is named, and a property of it or its JSON stands below.
  static func recognises(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.count < 16_384 else { return false }
    let bytes = Array(head)
    let lines = Array(bytes.lines.prefix(200))
    guard let named = lines.firstIndex(where: { namesNode(bytes[$0]) }) else { return false }
    return lines[named...].contains { line in
      bytes[line].first == UInt8(ascii: "{") || property(in: bytes[line]) != nil
    }
  }

  /// `/etc/key`, also with selectors or a slash behind, but not `/etc/keys` or `/etc/key/hmac`.
  private static func namesNode(_ line: ArraySlice<UInt8>) -> Bool {
    guard let found = line.firstRange(of: Array("/etc/key".utf8)) else { return false }
    guard let next = line[found.upperBound...].first else { return true }
    return next <= 0x20 || "./:\"'`,".utf8.contains(next)
  }

  func reading() -> SettingsReading {
    if let json = embeddedJSON { return json }
    var collector = SettingCollector(bytes, path: path)
    for line in bytes.lines {
      guard let property = Self.property(in: bytes[line]) else { continue }
      collector.add(
        property.name, property.values, of: Self.node, type: property.type, at: line)
    }
    return collector.reading
  }

  /// The answer behind the command, told at its places in the whole text.
  private var embeddedJSON: SettingsReading? {
    guard
      let start = bytes.lines.first(where: { bytes[$0].first == UInt8(ascii: "{") })?.lowerBound,
      let (node, _) = try? JSONReader().readPrefix(bytes[start...]), let members = node.members
    else { return nil }
    return JCRExport.reading(of: members, node: "/etc/key", bytes: bytes, path: path)
  }

  private struct Property {
    var name: String
    var values: [String]
    var type: Setting.ValueType
  }

  /// `hmac  Binary  view`, or the bare name of a key.
  private static func property(in line: ArraySlice<UInt8>) -> Property? {
    let separators = Array("\t |".utf8)
    let marks = Array("+-*".utf8)
    var words = line.split(whereSeparator: separators.contains)
      .map { String(decoding: $0, as: UTF8.self) }
    if let first = words.first, first.utf8.allSatisfy(marks.contains) { words.removeFirst() }
    if words.count > 1, Int(words[0]) != nil { words.removeFirst() }
    guard let name = words.first else { return nil }
    let isKey = name == "hmac" || name == "master"
    guard words.count > 1 else {
      return isKey ? Property(name: name, values: [], type: .binary) : nil
    }
    let value = words.dropFirst(2).joined(separator: " ")
    switch words[1] {
    case "Binary": return Property(name: name, values: [], type: .binary)
    case "String", "Name", "Date", "Path":
      return Property(name: name, values: [value], type: .string)
    case "Long": return Property(name: name, values: [value], type: .long)
    case "Boolean": return Property(name: name, values: [value], type: .boolean)
    default: return nil
    }
  }
}
