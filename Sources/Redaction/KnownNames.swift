/// Names that were met, found again as words wherever they stand, in either case.
struct KnownNames {
  private struct Name {
    var bytes: [UInt8]
    var kind: RedactionKind
    var value: [UInt8]
  }

  /// Names by their first four letters; at most `mostPerKey` each.
  private var beginnings: [UInt32: [Name]] = [:]
  private var filter: [Bool] = []
  private var seen: Set<[UInt8]> = []

  private static let mostPerKey = 1_000

  /// Remembers a name, and what a machine is called without its domain.
  mutating func insert(_ value: [UInt8], _ kind: RedactionKind) {
    guard isTelling(value, kind) else { return }
    add(value, kind)
    if kind == .host {
      let label = Array(value.prefix { $0 != Byte.dot })
      if label.count < value.count, isTelling(label, .host) { add(label, .host) }
    }
  }

  private mutating func add(_ value: [UInt8], _ kind: RedactionKind) {
    let bytes = value.map(Byte.lowercased)
    guard bytes.count >= 4, bytes.count <= 256, seen.insert(bytes).inserted else { return }
    if filter.isEmpty { filter = [Bool](repeating: false, count: 1 << 16) }
    let key = bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }
    var others = beginnings[key] ?? []
    guard others.count < Self.mostPerKey else { return }
    others.append(Name(bytes: bytes, kind: kind, value: value))
    others.sort { $0.bytes.count > $1.bytes.count }
    beginnings[key] = others
    filter[Self.hash(key)] = true
  }

  /// Whether a name can be told from the words of any text.
  private func isTelling(_ value: [UInt8], _ kind: RedactionKind) -> Bool {
    let isMarked = value.contains { Byte.isDigit($0) || ".-_@".utf8.contains($0) }
    switch kind {
    case .email: return true
    case .host: return isMarked && value.contains(where: Byte.isLetter)
    case .user:
      if isMarked { return value.count >= 5 }
      return !WellKnownNames.isWord(String(decoding: value.map(Byte.lowercased), as: UTF8.self))
    case .customer: return true
    case .secret, .value, .ip, .mac, .page: return false
    }
  }

  /// Where known names stand as words.
  ///
  /// - Parameter isName: Whether the text is the name of a file, in which a customer may stand
  ///   anywhere; elsewhere only behind a slash, and in the names of their own packages, bundles
  ///   and classes.
  func claims(in bytes: [UInt8], isName: Bool) -> [Claim] {
    guard !beginnings.isEmpty, bytes.count >= 4 else { return [] }
    var claims: [Claim] = []
    let filter = filter
    var key: UInt32 = 0
    var free = 0
    for offset in bytes.indices {
      key = key << 8 | UInt32(Byte.lowercased(bytes[offset]))
      guard filter[Self.hash(key)] else { continue }
      let start = offset - 3
      guard start >= free, let names = beginnings[key], isWordStart(start, in: bytes),
        let name = names.first(where: { stands($0, at: start, in: bytes, isName: isName) })
      else { continue }
      free = start + name.bytes.count
      claims.append(Claim(start..<free, name.kind, value: name.value))
      guard name.kind == .customer, isPackage(start..<free, in: bytes) else { continue }
      claims += classes(of: name, behind: free, in: bytes)
      free = claims.last?.range.upperBound ?? free
    }
    return claims
  }

  private func isWordStart(_ start: Int, in bytes: [UInt8]) -> Bool {
    guard start > 0, Byte.isAlphanumeric(bytes[start - 1]) else { return true }
    // The digits of `%2F`, the letter of `\n`.
    return start >= 3 && bytes[start - 3] == Byte.percent
      || start >= 2 && bytes[start - 2] == Byte.backslash
  }

  private func stands(_ name: Name, at start: Int, in bytes: [UInt8], isName: Bool) -> Bool {
    let end = start + name.bytes.count
    guard end <= bytes.count, end == bytes.count || !Byte.isAlphanumeric(bytes[end]),
      zip(bytes[start..<end], name.bytes).allSatisfy({ Byte.lowercased($0) == $1 })
    else { return false }
    if isName { return true }
    switch name.kind {
    case .customer:
      // `acme/components/page` is how the type of a resource is written.
      let isFirst =
        end < bytes.count && bytes[end] == Byte.slash
        && (start == 0 || !".-_@".utf8.contains(bytes[start - 1]))
      return isFirst || isPackage(start..<end, in: bytes)
        || start > 0 && bytes[start - 1] == Byte.slash
        || start >= 3 && bytes[start - 3] == Byte.percent && bytes[start - 1] | 0x20 == 0x66
    case .user:
      // A plain word is a user's only as a word by itself, and no part of a longer name.
      return !name.bytes.allSatisfy(Byte.isLetter) || isAlone(start..<end, in: bytes)
    default:
      return true
    }
  }

  private func isAlone(_ word: Range<Int>, in bytes: [UInt8]) -> Bool {
    func joins(_ offset: Int) -> Bool {
      bytes.indices.contains(offset) && ".-_$".utf8.contains(bytes[offset])
    }
    guard !joins(word.lowerBound - 1) else { return false }
    let next = word.upperBound + 1
    return !joins(word.upperBound) || next >= bytes.count || !Byte.isAlphanumeric(bytes[next])
  }

  // MARK: Packages and classes

  /// Whether a customer's name stands in `com.acme.` as the name of a package or bundle.
  private func isPackage(_ name: Range<Int>, in bytes: [UInt8]) -> Bool {
    let start = name.lowerBound
    guard start >= 3, bytes[start - 1] == Byte.dot, name.upperBound < bytes.count,
      bytes[name.upperBound] == Byte.dot
    else { return false }
    var label = start - 1
    while label > 0, start - label < 10, Byte.isLetter(bytes[label - 1]) { label -= 1 }
    let root = String(decoding: bytes[label..<start - 1].map(Byte.lowercased), as: UTF8.self)
    let isRoot =
      WellKnownNames.packageRoots.contains(root) || WellKnownNames.weakTopDomains.contains(root)
    return isRoot && (label == 0 || bytes[label - 1] != Byte.dot)
      && !WellKnownNames.vendors.contains(
        String(decoding: bytes[name].map(Byte.lowercased), as: UTF8.self))
  }

  /// Where a customer's name stands in the rest of a qualified name, `com.acme.AcmeHeader`, and in
  /// what a stack trace says behind it: `(AcmeHeader.java:12) [com.acme.core:1.0]`.
  private func classes(of name: Name, behind start: Int, in bytes: [UInt8]) -> [Claim] {
    var claims: [Claim] = []
    let limit = min(bytes.count, start + 512)
    var offset = start
    while offset < limit {
      if Byte.isSpace(bytes[offset]) {
        guard bytes[offset] == 0x20, bytes[offset - 1] == Byte.closeParenthesis,
          offset + 1 < limit, bytes[offset + 1] == Byte.openBracket
        else { break }
      }
      let end = offset + name.bytes.count
      if end <= limit,
        zip(bytes[offset..<end], name.bytes).allSatisfy({ Byte.lowercased($0) == $1 })
      {
        claims.append(Claim(offset..<end, .customer, value: name.value))
        offset = end
      } else {
        offset += 1
      }
    }
    return claims
  }

  private static func hash(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 16) }
}
