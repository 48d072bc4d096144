/// Secrets that were met, found again wherever they stand without their names, in any encoding.
struct KnownSecrets {
  /// What a secret starts with in one of its spellings.
  private struct Beginning {
    var bytes: [UInt8]
    var form: SecretSpelling.Form
    /// Which secret it spells, an index of `values`.
    var secret: Int
    /// Whether the secret goes on behind these bytes.
    var isCut: Bool
  }

  /// Beginnings by their first eight bytes; at most `mostPerKey` each, of at most 64 bytes.
  private var beginnings: [UInt64: [Beginning]] = [:]
  private var values: [[UInt8]] = []
  /// Whether some beginning may have a key of this hash; rules out nearly every place.
  private var filter: [Bool] = []

  /// Secrets of any length, to recognise a text that is nothing else.
  private var wholes: Set<[UInt8]> = []

  /// More secrets than this with one beginning are masked by the beginning alone,
  /// so that a hostile text cannot make the search slow.
  private static let mostPerKey = 8

  /// More secrets than this are sought only as they were written, so that memory stays bounded.
  private static let mostSpelt = 2_000

  mutating func insert(_ secret: [UInt8]) {
    // `grant_type=password` must not be masked because someone's password is `password`.
    guard secret.count >= 4, SecretName(secret) == .plain, wholes.insert(secret).inserted,
      Self.isTelling(secret)
    else { return }
    values.append(secret)
    if filter.isEmpty { filter = [Bool](repeating: false, count: 1 << 16) }
    let index = values.count - 1
    add(
      Beginning(
        bytes: Array(secret.prefix(64)), form: .plain, secret: index, isCut: secret.count > 64))
    guard index < Self.mostSpelt else { return }
    for spelling in SecretSpelling.all(of: Array(secret.prefix(48))) {
      add(
        Beginning(
          bytes: spelling.bytes, form: spelling.form, secret: index, isCut: secret.count > 48))
    }
  }

  private mutating func add(_ beginning: Beginning) {
    guard beginning.bytes.count >= 8 else { return }
    let key = Self.key(beginning.bytes, at: 0)
    var others = beginnings[key] ?? []
    guard !others.contains(where: { $0.bytes == beginning.bytes }) else { return }
    if others.count < Self.mostPerKey {
      others.append(beginning)
      others.sort { $0.bytes.count > $1.bytes.count }
    } else {
      var short = beginning
      short.bytes = Array(beginning.bytes.prefix(8))
      short.isCut = true
      others = others.dropLast() + [short]
    }
    beginnings[key] = others
    filter[Self.hash(key)] = true
  }

  /// Whether a secret can be told from words and paths that stand in any text.
  private static func isTelling(_ secret: [UInt8]) -> Bool {
    guard secret.count >= 8, secret.first != Byte.slash else { return false }
    let isWord = secret.allSatisfy(Byte.isLower) || secret.allSatisfy(Byte.isUpper)
    return !isWord || secret.count >= 12
  }

  /// Whether a text is a known secret and nothing else.
  func isWhole(_ bytes: [UInt8]) -> Bool { wholes.contains(bytes) }

  /// Where known secrets of eight or more bytes stand; one of letters alone only as a word.
  func claims(in bytes: [UInt8]) -> [Claim] {
    guard !beginnings.isEmpty, bytes.count >= 8 else { return [] }
    var claims: [Claim] = []
    let filter = filter
    var key: UInt64 = 0
    var free = 0
    for offset in bytes.indices {
      key = key << 8 | UInt64(bytes[offset])
      guard filter[Self.hash(key)] else { continue }
      let start = offset - 7
      guard start >= free, let candidates = beginnings[key],
        let found = candidates.first(where: { stands($0, at: start, in: bytes) })
      else { continue }
      let range = reach(of: found, at: start, in: bytes, notBefore: free)
      claims.append(Claim(range, .secret, value: found.isCut ? nil : values[found.secret]))
      free = range.upperBound
    }
    return claims
  }

  private func stands(_ beginning: Beginning, at start: Int, in bytes: [UInt8]) -> Bool {
    let secret = beginning.bytes
    guard start + secret.count <= bytes.count,
      bytes[start..<start + secret.count].elementsEqual(secret)
    else { return false }
    guard beginning.form == .plain, secret.allSatisfy(Byte.isLetter), secret.count < 64 else {
      return true
    }
    let end = start + secret.count
    return (start == 0 || !Byte.isAlphanumeric(bytes[start - 1]))
      && (end == bytes.count || !Byte.isAlphanumeric(bytes[end]))
  }

  /// The bytes that go with a beginning: the rest of what was cut, and what base64 mixed it with.
  private func reach(
    of found: Beginning, at start: Int, in bytes: [UInt8], notBefore floor: Int
  ) -> Range<Int> {
    var (start, end) = (start, start + found.bytes.count)
    if found.form == .base64 {
      let isPart = { (byte: UInt8) in Byte.isBase64(byte) }
      while start > floor, isPart(bytes[start - 1]), bytes[start - 1] != Byte.equals { start -= 1 }
      while end < bytes.count, isPart(bytes[end]) { end += 1 }
    } else if found.isCut {
      let limit = min(bytes.count, end + (64 << 10))
      while end < limit, bytes[end] > 0x20 || bytes[end] == 0, !Byte.isQuote(bytes[end]),
        bytes[end] != Byte.less, bytes[end] != Byte.greater
      {
        end += 1
      }
    }
    return start..<end
  }

  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 48)
  }

  private static func key(_ bytes: [UInt8], at start: Int) -> UInt64 {
    bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
