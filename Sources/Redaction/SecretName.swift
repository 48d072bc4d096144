/// What the name of a setting, field or header says about its value.
enum SecretName {
  /// The value is no secret.
  case plain

  /// The value is a secret if it does not read like prose: `token`, `auth`, `sig`.
  case weak

  /// The value is a secret whatever it looks like: `client_secret`, `password`.
  case strong

  /// The value is the name of a scheme and a secret after it: `Authorization`.
  case header

  /// Judges a name as written, words joined by `_`, `-`, `.` or capitals.
  init(_ name: some BidirectionalCollection<UInt8>) {
    guard Self.mayBeSecret(name) else { self = .plain; return }
    let words = Self.words(in: name)
    guard let last = words.last else { self = .plain; return }
    let joined = words.joined()
    if Self.denials.contains(words.first ?? "") && words.count == 2 {
      self = .plain
    } else if last == "authorization" {
      self = .header
    } else if Self.strongWords.contains(last)
      || Self.strongEndings.contains(where: { joined.hasSuffix($0) })
    {
      self = .strong
    } else if Self.weakWords.contains(last) || joined.hasSuffix("token") {
      self = .weak
    } else {
      self = .plain
    }
  }

  /// Whether the value of a capture, a parameter or a fact of this name is a secret as a whole.
  static func isSecret(_ name: String) -> Bool {
    if case .plain = SecretName(Array(name.utf8)) { false } else { true }
  }

  /// Whether a name holds the stem of any of the words below; most do not, and are done with.
  private static func mayBeSecret(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    let bytes = Array(name)
    return bytes.contains { $0 >= 0x80 } || mayBeSecret(bytes, in: 0..<bytes.count)
  }

  /// The same for a name of ASCII that stands in a text.
  static func mayBeSecret(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
    let ends = stemEnds
    var recent: UInt32 = 0
    for index in range {
      recent = recent << 8 | UInt32(bytes[index] | 0x20)
      guard ends[Int(recent & 0xFFFF)] else { continue }
      if recent & 0xFFFF == twoLetterStem || shortStems.contains(recent & 0xFF_FFFF)
        || stems.contains(recent)
      {
        return true
      }
    }
    return false
  }

  private static func packed(_ stem: StaticString) -> UInt32 {
    unsafe UnsafeBufferPointer(start: stem.utf8Start, count: stem.utf8CodeUnitCount)
      .reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static let stems: [UInt32] = [
    packed("secr"), packed("pass"), packed("toke"), packed("auth"), packed("cred"), packed("asse"),
    packed("hmac"), packed("sess"), packed("saml"), packed("veri"), packed("code"), packed("sign"),
    packed("oadi"),
  ]
  private static let shortStems: [UInt32] = [
    packed("pwd"), packed("key"), packed("jwt"), packed("sig"),
  ]
  private static let twoLetterStem = packed("pw")

  /// Which two letters a stem ends with, so that one look rules out nearly every place.
  private static let stemEnds: [Bool] = {
    var ends = [Bool](repeating: false, count: 1 << 16)
    for stem in stems + shortStems + [twoLetterStem] { ends[Int(stem & 0xFFFF)] = true }
    return ends
  }()

  /// Lower-case words, without the ends that say which of several values it is.
  private static func words(in name: some Collection<UInt8>) -> [String] {
    var words: [[UInt8]] = [[]]
    var wasLower = false
    for byte in name.suffix(64) {
      if Byte.isUpper(byte), wasLower { words.append([]) }
      wasLower = Byte.isLower(byte) || Byte.isDigit(byte)
      if Byte.isAlphanumeric(byte) || byte >= 0x80 {
        words[words.count - 1].append(Byte.lowercased(byte))
      } else {
        words.append([])
      }
    }
    var texts = words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    while texts.count > 1, let last = texts.last,
      variants.contains(last) || last.utf8.allSatisfy(Byte.isDigit)
    {
      texts.removeLast()
    }
    if let last = texts.last {
      let digits = last.utf8.reversed().prefix(while: Byte.isDigit).count
      if digits < last.utf8.count { texts[texts.count - 1].removeLast(digits) }
    }
    return texts
  }

  private static let strongWords: Set<String> = [
    "secret", "secrets", "password", "passwords", "passwd", "passwds", "passphrase", "passphrases",
    "pwd", "pwds", "apikey", "apikeys", "jwt", "jsessionid", "hmac", "samlresponse",
    "passe", "パスワード", "シークレット", "トークン", "パスフレーズ",
  ]

  private static let strongEndings = [
    "secret", "password", "passwd", "passphrase", "apikey", "apikeys", "accesstoken",
    "refreshtoken", "idtoken", "jwttoken", "authtoken", "bearertoken", "sessiontoken",
    "logintoken", "devicetoken", "securitytoken", "csrftoken", "clientassertion", "privatekey",
    "privatekeys", "secretkey", "licensekey", "licencekey", "licensedownloadid", "secretaccesskey",
    "accesskey", "sharedkey", "accountkey",
    "encryptionkey", "masterkey", "signingkey", "hmackey", "subscriptionkey", "samlassertion",
    "authorizationcode", "codeverifier", "amzsignature", "amzcredential", "motdepasse", "apiキー",
    "パスワード", "シークレット", "シークレットキー", "アクセスキー", "アクセストークン", "秘密鍵",
  ]

  private static let weakWords: Set<String> = [
    "token", "tokens", "assertion", "auth", "sig", "pass", "pw", "credential", "credentials",
    "creds",
    "passcode",
  ]

  /// `clientSecretValue`, `password_confirm`, `api-key-prod`, `passwordHash`.
  private static let variants: Set<String> = [
    "value", "values", "hash", "confirm", "confirmation", "old", "new", "current", "prod", "dev",
    "stage", "test", "plain", "text", "encrypted", "enc", "base64", "b64", "str", "string",
  ]

  /// `invalid_token: …` is an error and its text, no setting and its value.
  private static let denials: Set<String> = [
    "invalid", "missing", "unexpected", "expired", "wrong", "bad", "unknown", "unsupported", "no",
  ]
}
