extension NameShapes {
  /// Reads the path that goes on behind a slash, if it is one that customers name.
  ///
  /// The first part that is none of AEM's own is the customer's: `acme` in
  /// `/content/dam/acme/en/a.png`, `/apps/acme/components` and `/conf/acme/settings`.
  mutating func findPath(behind slash: Int) {
    guard slash < bytes.count, "acehU".utf8.contains(bytes[slash]) else { return }
    let root = segment(at: slash)
    guard root.count >= 3, root.count <= 15 else { return }
    switch String(decoding: bytes[root], as: UTF8.self) {
    case "content", "conf":
      readParts(behind: root, passing: WellKnownNames.containers)
    case "apps", "etc.clientlibs":
      readParts(behind: root, passing: [])
    case "etc":
      guard let next = partBehind(root), WellKnownNames.designFolders.contains(lowercased(next))
      else { return }
      readParts(behind: next, passing: [])
    case "home", "Users":
      guard let next = partBehind(root), !["users", "groups"].contains(lowercased(next)) else {
        return
      }
      claimUser(next)
    default:
      return
    }
  }

  private mutating func readParts(behind root: Range<Int>, passing containers: Set<String>) {
    var part = root
    for _ in 0..<6 {
      guard let next = partBehind(part) else { return }
      part = next
      let name = lowercased(next)
      if containers.contains(name) || name.utf8.allSatisfy(Byte.isDigit) { continue }
      // `jcr:content` and the like are names of the repository.
      guard !bytes[next].contains(Byte.colon), !name.hasPrefix("_jcr_"), name.utf8.count >= 2 else {
        return
      }
      let stem = bytes[next].prefix { $0 != Byte.dot }
      let customer = stem.startIndex..<stem.endIndex
      if !WellKnownNames.isPathPart(lowercased(customer)) { claim(customer, .customer) }
      return
    }
  }

  /// The part of a path behind another.
  private func partBehind(_ part: Range<Int>) -> Range<Int>? {
    var offset = part.upperBound
    // JSON may escape a slash with a backslash.
    if text.has("\\/", at: offset) { offset += 1 }
    guard let unit = text.unit(at: offset), unit.byte == Byte.slash else { return nil }
    let next = segment(at: offset + unit.length)
    return next.isEmpty ? nil : next
  }

  private func segment(at start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, end - start < 128, isPathByte(bytes[end]) { end += 1 }
    return start..<end
  }

  private func isPathByte(_ byte: UInt8) -> Bool {
    SecretPairs.isNameByte(byte) || ".-:".utf8.contains(byte)
  }
}
