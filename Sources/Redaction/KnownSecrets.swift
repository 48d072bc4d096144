/// Secrets that were met, found again wherever they stand without their names.
struct KnownSecrets {
  /// Secrets by their first eight bytes; at most `mostPerKey` each, of at most 64 bytes.
  private var beginnings: [UInt64: [[UInt8]]] = [:]

  /// Secrets of any length, to recognise a text that is nothing else.
  private var wholes: Set<[UInt8]> = []

  /// More secrets than this with one beginning are masked by the beginning alone,
  /// so that a hostile text cannot make the search slow.
  private static let mostPerKey = 8

  mutating func insert(_ secret: [UInt8]) {
    // `grant_type=password` must not be masked because someone's password is `password`.
    guard secret.count >= 4, SecretName(secret) == .plain, wholes.insert(secret).inserted,
      Self.isTelling(secret)
    else { return }
    let key = Self.key(secret, at: 0)
    var secrets = beginnings[key] ?? []
    let beginning = Array(secret.prefix(64))
    guard !secrets.contains(beginning) else { return }
    if secrets.count < Self.mostPerKey {
      secrets.append(beginning)
      secrets.sort { $0.count > $1.count }
    } else {
      secrets = Array(secrets.dropLast()) + [Array(secret.prefix(8))]
    }
    beginnings[key] = secrets
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
  func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    guard !beginnings.isEmpty, bytes.count >= 8 else { return [] }
    var ranges: [Range<Int>] = []
    var key: UInt64 = 0
    var free = 0
    for offset in bytes.indices {
      key = key << 8 | UInt64(bytes[offset])
      let start = offset - 7
      guard start >= free, let secrets = beginnings[key] else { continue }
      if let secret = secrets.first(where: { stands($0, at: start, in: bytes) }) {
        ranges.append(start..<start + secret.count)
        free = start + secret.count
      }
    }
    return ranges
  }

  private func stands(_ secret: [UInt8], at start: Int, in bytes: [UInt8]) -> Bool {
    guard start + secret.count <= bytes.count,
      bytes[start..<start + secret.count].elementsEqual(secret)
    else { return false }
    guard secret.allSatisfy(Byte.isLetter), secret.count < 64 else { return true }
    let end = start + secret.count
    return (start == 0 || !Byte.isAlphanumeric(bytes[start - 1]))
      && (end == bytes.count || !Byte.isAlphanumeric(bytes[end]))
  }

  private static func key(_ bytes: [UInt8], at start: Int) -> UInt64 {
    bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
