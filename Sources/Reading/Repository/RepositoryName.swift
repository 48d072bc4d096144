/// Names of nodes as XML and files write them.
enum RepositoryName {
  /// Undoes `_x0020_`, which stands in XML for a character that a name there may not hold.
  static func decodedXML(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let rest = bytes[position...]
      if rest.count >= 7, rest.starts(with: "_x".utf8), bytes[position + 6] == UInt8(ascii: "_") {
        var end = position + 2
        if let scalar = rest.prefix(6).escapedScalar(at: &end) {
          result += Array(String(scalar).utf8)
          position += 7
          continue
        }
      }
      result.append(bytes[position])
      position += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Undoes `_jcr_content` for `jcr:content`, `__` for one underscore, and `%3a`.
  static func decodedFile(_ name: String) -> String {
    var name = decodedPercent(name)
    if name.hasPrefix("__") { return String(name.dropFirst()) }
    if name.hasPrefix("_"), let end = name.dropFirst().firstIndex(of: "_"),
      name.index(after: end) < name.endIndex, end > name.index(after: name.startIndex)
    {
      name = name[name.index(after: name.startIndex)..<end] + ":" + name[name.index(after: end)...]
    }
    return name
  }

  private static func decodedPercent(_ name: String) -> String {
    var result: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(code)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The path of the node that a file of a FileVault tree describes, if it lies in one.
  ///
  /// `jcr_root/a/.content.xml` is `/a`, `jcr_root/a/b.xml` is `/a/b`, `jcr_root/a.dir/.content.xml`
  /// is `/a`, and `jcr_root/a/_rep_policy.xml` is `/a/rep:policy`.
  static func nodePath(ofFile path: String) -> String? {
    var parts = path.replacing("__", with: "/").split(separator: "/").map(String.init)
    guard let root = parts.lastIndex(where: { $0 == "jcr_root" || $0 == "jcr_root!" }) else {
      return nil
    }
    parts = Array(parts[(root + 1)...])
    if parts.last == ".content.xml" {
      parts.removeLast()
      if let folder = parts.last, folder.hasSuffix(".dir") {
        parts[parts.count - 1] = String(folder.dropLast(4))
      }
    } else if let file = parts.last, file.hasSuffix(".xml") {
      parts[parts.count - 1] = String(file.dropLast(4))
    }
    return "/" + parts.map(decodedFile).joined(separator: "/")
  }
}
