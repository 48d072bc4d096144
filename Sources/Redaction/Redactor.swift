/// Masks on the way out what must not leave, the same value always by the same token.
///
/// A secret is known by its own shape (a web token, a private key, a value that
/// AEM encrypted) or by the name before it (`client_secret`, `password`), in
/// plain text and in the encodings in which payloads travel. What was found to
/// be a secret in one place is masked in every other, in any encoding. Names stay readable;
/// values become `[secret-1]`, `[secret-2]` in the order in which they are met.
/// Where everything is to be masked, so do `host-1`, `user-1`, `ip-1`, `email-1` and
/// `customer-1`.
///
/// A redactor remembers what it has masked, so that one that serves all outputs
/// of a run speaks of the same value by the same token in each. It keeps the
/// values in memory only.
///
/// - Complexity: Linear in the text, whatever it holds; nothing backtracks.
public struct Redactor: Sendable {
  /// How much is masked.
  public enum Level: String, CaseIterable, Sendable {
    /// Secrets alone: those who look into a case need to know which machine says what.
    case secrets

    /// Secrets, and every name that tells whose installation it is.
    case everything
  }

  /// How much it masks.
  public let level: Level

  /// The values met so far and their tokens.
  public private(set) var tokens: TokenBook

  /// How often a value of each kind was masked.
  public private(set) var counts: [RedactionKind: Int] = [:]

  /// What the person named on the command line.
  var keptPaths: [String] = []

  private let rules: RedactionRules
  private var known = KnownSecrets()
  private var names = KnownNames()

  /// Makes a redactor that has met nothing but what the tokens of earlier runs stand for.
  public init(
    _ level: Level = .secrets, tokens: TokenBook = TokenBook(),
    rules: RedactionRules = RedactionRules()
  ) {
    self.level = level
    self.tokens = tokens
    self.rules = rules
    for (token, value) in tokens.values.sorted(by: { $0.key < $1.key }) {
      guard let (kind, _) = TokenBook.parts(of: token) else { continue }
      if kind == .secret {
        known.insert(value)
      } else {
        names.insert(value, kind)
      }
    }
  }

  /// The text with everything masked that the level says.
  public mutating func redact(_ text: String) -> String {
    learn(text)
    return mask(text)
  }

  /// The longest text that is read, in bytes; what is longer is masked as a whole.
  static let longestText = 64 << 20

  // MARK: Learning

  /// Remembers the values of a text, so that they are masked elsewhere too.
  mutating func learn(_ text: String) {
    let encoded = EncodedText(bytes: Array(text.utf8))
    guard encoded.count <= Self.longestText else { return }
    leave(tokensIn: encoded)
    for claim in found(in: encoded) { learn(claim, in: encoded) }
  }

  /// Gives no value a token that a text holds already.
  mutating func leave(tokensIn text: EncodedText) { tokens.leave(tokensIn: text.bytes) }

  /// Remembers a text as a secret as a whole.
  mutating func learn(secret text: String) {
    let encoded = EncodedText(bytes: Array(text.utf8))
    learn(Claim(0..<encoded.count, .secret), in: encoded)
  }

  mutating func learn(_ claim: Claim, in text: EncodedText) {
    if claim.kind == .secret {
      known.insert(Array(text.bytes[claim.range]))
      known.insert(text.plainText(of: claim.range))
    } else {
      names.insert(text.plainText(of: claim.range), claim.kind)
    }
  }

  // MARK: Masking

  /// Masks the values of a text and those remembered from others.
  ///
  /// - Parameters:
  ///   - isCutBefore: Whether the text may start within a secret.
  ///   - isName: Whether it is the name of a file.
  mutating func mask(_ text: String, isCutBefore: Bool = false, isName: Bool = false) -> String {
    let encoded = EncodedText(bytes: Array(text.utf8))
    guard encoded.count <= Self.longestText, !known.isWhole(encoded.bytes) else {
      return token(for: Claim(0..<encoded.count, .secret), in: encoded)
    }
    var claims = claims(in: encoded, isName: isName)
    if isCutBefore, let head = SecretShapes.cutHead(of: encoded) {
      claims = Claim.merged(claims + [Claim(head, .secret)])
    }
    return masked(claims, in: encoded) ?? text
  }

  /// Masks a sentence of ours that values from the input were filled into.
  ///
  /// “A secret: such a file …” names no secret, so that what a name seems to say
  /// counts only where the value came from the input.
  mutating func mask(words text: String, filledWith values: [String]) -> String {
    let encoded = EncodedText(bytes: Array(text.utf8))
    let named = Self.claims(SecretPairs(encoded, rules: rules).ranges) + namesFound(in: encoded)
    let filled = named.filter { claim in
      let value = String(decoding: encoded.bytes[claim.range], as: UTF8.self)
      return values.contains { $0.contains(value) }
    }
    let shapes = Self.claims(SecretShapes(encoded).ranges)
    let claims = Claim.merged(shapes + filled + remembered(in: encoded, isName: false))
    return masked(claims, in: encoded) ?? text
  }

  /// Masks a text that is a secret as a whole.
  mutating func mask(secret text: String) -> String {
    let encoded = EncodedText(bytes: Array(text.utf8))
    return encoded.count == 0 || TokenBook.isToken(encoded.bytes[...])
      ? text : token(for: Claim(0..<encoded.count, .secret), in: encoded)
  }

  /// Masks secrets, and no names whatever the level.
  mutating func maskSecrets(_ text: String) -> String {
    let encoded = EncodedText(bytes: Array(text.utf8))
    let claims = claims(in: encoded, isName: true).filter { $0.kind == .secret }
    return masked(claims, in: encoded) ?? text
  }

  private mutating func masked(_ claims: [Claim], in text: EncodedText) -> String? {
    guard !claims.isEmpty else { return nil }
    return String(decoding: mask(claims, in: text, part: 0..<text.count), as: UTF8.self)
  }

  /// A part of a text, in which claims, in order and apart, are replaced by their tokens.
  mutating func mask(_ claims: [Claim], in text: EncodedText, part: Range<Int>) -> [UInt8] {
    var masked: [UInt8] = []
    masked.reserveCapacity(part.count)
    var offset = part.lowerBound
    for claim in claims where claim.range.lowerBound >= offset {
      masked += text.bytes[offset..<claim.range.lowerBound]
      masked += token(for: claim, in: text).utf8
      offset = claim.range.upperBound
    }
    if offset < part.upperBound { masked += text.bytes[offset..<part.upperBound] }
    return masked
  }

  private mutating func token(for claim: Claim, in text: EncodedText) -> String {
    counts[claim.kind, default: 0] += 1
    let value = claim.value ?? text.plainText(of: claim.range)
    return TokenBook.written(tokens.token(for: value, claim.kind))
  }

  // MARK: Finding

  /// Everything to be masked in a text: what it shows by itself, and what is known from others.
  func claims(in text: EncodedText, isName: Bool = false) -> [Claim] {
    Claim.merged(found(in: text) + remembered(in: text, isName: isName))
  }

  /// What a text shows by itself.
  func found(in text: EncodedText) -> [Claim] {
    let secrets = Self.claims(SecretShapes(text).ranges + SecretPairs(text, rules: rules).ranges)
    return Claim.merged(secrets + namesFound(in: text)).filter {
      !TokenBook.isToken(text.bytes[$0.range]) && !rules.keeps(text.bytes[$0.range])
    }
  }

  private func namesFound(in text: EncodedText) -> [Claim] {
    rules.claims(in: text.bytes) + (level == .everything ? NameShapes(text).claims : [])
  }

  private func remembered(in text: EncodedText, isName: Bool) -> [Claim] {
    let claims =
      known.claims(in: text.bytes)
      + (level == .everything ? names.claims(in: text.bytes, isName: isName) : [])
    return claims.filter { !rules.keeps(text.bytes[$0.range]) }
  }

  private static func claims(_ ranges: [Range<Int>]) -> [Claim] {
    ranges.map { Claim($0, .secret) }
  }
}
