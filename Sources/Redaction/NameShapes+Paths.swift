extension NameShapes {
  /// Reads the path that goes on behind a slash, if it is one that customers name.
  ///
  /// The first part that is none of AEM's own is the customer's: `acme` in
  /// `/content/dam/acme/en/a.png`, `/apps/acme/components` and `/conf/acme/settings`.
  mutating func findPath(behind slash: Int) {
    guard slash < bytes.count, Self.rootLetters[Int(bytes[slash])], slash >= ownEnd else {
      return
    }
    let root = segment(at: slash)
    guard root.count >= 3, root.count <= 15 else { return }
    switch String(decoding: bytes[root], as: UTF8.self) {
    case "content":
      let customer = readParts(behind: root, passing: WellKnownNames.containers)
      if let customer { readPages(behind: customer) }
    case "libs":
      ownEnd = ownPathEnd(behind: root)
    case "conf":
      readParts(behind: root, passing: WellKnownNames.containers)
    case "apps", "etc.clientlibs":
      readParts(behind: root, passing: [])
    case "etc":
      guard let next = partBehind(root), WellKnownNames.designFolders.contains(lowercased(next))
      else { return }
      readParts(behind: next, passing: [])
    case "home", "Users":
      // The home page of a site is called so, too.
      guard !isBehindPart(slash), let next = partBehind(root),
        !["users", "groups"].contains(lowercased(next))
      else {
        return
      }
      claimUser(next)
    default:
      return
    }
  }

  /// What the roots of the paths above start with.
  private static let rootLetters = (UInt8.min...UInt8.max).map("acehlU".utf8.contains)

  /// Claims the customer's part of a path.
  ///
  /// - Returns: Where that part stands, if there is one.
  @discardableResult
  private mutating func readParts(
    behind root: Range<Int>, passing containers: Set<String>
  ) -> Range<Int>? {
    var part = root
    for _ in 0..<6 {
      guard let next = partBehind(part) else { return nil }
      part = next
      let name = lowercased(next)
      if containers.contains(name) || name.utf8.allSatisfy(Byte.isDigit) { continue }
      // `jcr:content` and the like are names of the repository.
      guard !bytes[next].contains(Byte.colon), !name.hasPrefix("_jcr_"), name.utf8.count >= 2 else {
        return nil
      }
      let stem = bytes[next].prefix { $0 != Byte.dot }
      let customer = stem.startIndex..<stem.endIndex
      guard !WellKnownNames.isPathPart(lowercased(customer)) else { return nil }
      claim(customer, .customer)
      return next
    }
    return nil
  }

  /// Claims the names of pages and assets below the customer's part.
  ///
  /// The shape of the path stays, and with it languages, numbers, endings and selectors, and
  /// whatever stands below a name of the repository such as `jcr:content`.
  private mutating func readPages(behind customer: Range<Int>) {
    guard customer.lowerBound >= pagesEnd else { return }
    var offset = customer.upperBound
    while offset - customer.upperBound < 1_024, let start = partStart(behind: offset) {
      let page = pageName(at: start)
      let name = lowercased(page)
      if page.isEmpty || name.utf8.contains(Byte.colon) || name.hasPrefix("_jcr_") { break }
      let stem = stem(of: page)
      if !WellKnownNames.isPage(lowercased(stem)) { claim(stem, .page) }
      offset = page.upperBound
    }
    pagesEnd = offset
  }

  /// Whether the slash before an offset goes on with a path.
  private func isBehindPart(_ start: Int) -> Bool {
    guard start >= 2, bytes[start - 1] == Byte.slash else { return false }
    return isPathByte(bytes[start - 2]) && bytes[start - 2] != Byte.colon
  }

  /// Where a path of AEM's own ends: `/libs/cq/content/a`, and before the suffix of a request.
  private func ownPathEnd(behind root: Range<Int>) -> Int {
    var end = root.upperBound
    while end - root.upperBound < 512, let unit = text.unit(at: end) {
      let isSlash = unit.byte == Byte.slash
      guard isSlash || isPathByte(unit.byte), !(isSlash && text.has(".html", at: end - 5)) else {
        break
      }
      end += unit.length
    }
    return end
  }

  private func pageName(at start: Int) -> Range<Int> {
    var end = start
    while end - start < 256, let unit = text.unit(at: end) {
      guard
        isPathByte(unit.byte) || unit.level > 0 && unit.byte == 0x20
          || unit.level == 0 && "%+~!".utf8.contains(unit.byte)
      else { break }
      end += unit.length
    }
    // Marks of the sentence around it.
    while end > start, ".:-".utf8.contains(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// A name without its ending: `.html` with the selectors before it, or that of a file.
  private func stem(of page: Range<Int>) -> Range<Int> {
    let name = bytes[page]
    guard let last = name.lastIndex(of: Byte.dot) else { return page }
    let isPage = ["html", "json", "xml"].contains(lowercased(last + 1..<page.upperBound))
    let end = isPage ? name.firstIndex(of: Byte.dot) ?? last : last
    return page.lowerBound..<end
  }

  /// The part of a path behind another.
  private func partBehind(_ part: Range<Int>) -> Range<Int>? {
    guard let start = partStart(behind: part.upperBound) else { return nil }
    let next = segment(at: start)
    return next.isEmpty ? nil : next
  }

  /// Past the slash at an offset, if there is one.
  private func partStart(behind offset: Int) -> Int? {
    // JSON may escape a slash with a backslash.
    let slash = text.has("\\/", at: offset) ? offset + 1 : offset
    guard let unit = text.unit(at: slash), unit.byte == Byte.slash else { return nil }
    return slash + unit.length
  }

  private func segment(at start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, end - start < 128, isPathByte(bytes[end]) { end += 1 }
    return start..<end
  }

  private func isPathByte(_ byte: UInt8) -> Bool {
    SecretPairs.isNameByte(byte) || byte == Byte.dot || byte == Byte.hyphen || byte == Byte.colon
  }
}
