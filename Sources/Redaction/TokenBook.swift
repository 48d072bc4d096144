/// What kind of thing a masked value is; its tokens are called after it.
public enum RedactionKind: String, CaseIterable, Comparable, Sendable {
  /// A password, token, key, licence key, or value that AEM encrypted.
  case secret

  /// What a rule of the person's own names.
  case value

  /// An e-mail address.
  case email

  /// The name of a machine, with its domain or without.
  case host

  /// An address of IPv4 or IPv6.
  case ip

  /// The address of a network card.
  case mac

  /// The name of an account that is none of AEM's own.
  case user

  /// The part of a path, or of the licence, that names the customer.
  case customer

  /// The name of a page or an asset of the customer's.
  case page

  /// The order in which one kind yields to another where both claim the same text.
  public static func < (left: RedactionKind, right: RedactionKind) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// Masked values and their tokens, numbered in the order in which they were met.
///
/// One value has one token, however often and in whichever spelling it is met.
public struct TokenBook: Sendable {
  private struct Entry: Hashable {
    var kind: RedactionKind
    var value: [UInt8]
  }

  private var numbers: [Entry: Int] = [:]
  private var spellings: [String: [UInt8]] = [:]
  private var last: [RedactionKind: Int] = [:]

  /// Names in the input that look like tokens, as far as there is room for them.
  private var taken: Set<String> = []
  private static let mostTaken = 1 << 20

  /// Makes an empty book.
  public init() {}

  /// How many different values of each kind have a token.
  public var counts: [RedactionKind: Int] {
    numbers.keys.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
  }

  /// Every token, such as `host-1`, with the value it stands for.
  public var values: [String: [UInt8]] { spellings }

  /// Enters a value under the token that an earlier run gave it; what is no token is passed over.
  public mutating func enter(_ value: [UInt8], as token: String) {
    guard let (kind, number) = Self.parts(of: token), !value.isEmpty else { return }
    numbers[Entry(kind: kind, value: Self.canonical(value, kind))] = number
    spellings[token] = value
    last[kind] = max(last[kind] ?? 0, number)
  }

  /// Gives to no value the tokens that a text already holds: machines are called `host-1`, too.
  mutating func leave(tokensIn bytes: [UInt8]) {
    let kinds = Self.lastLetters
    guard bytes.count >= 4 else { return }
    for hyphen in 2..<bytes.count - 1 {
      guard bytes[hyphen] == Byte.hyphen, kinds[Int(bytes[hyphen - 1])],
        Byte.isDigit(bytes[hyphen + 1])
      else { continue }
      let start = bytes[max(0, hyphen - 8)..<hyphen].lastIndex { !Byte.isLower($0) }
      let digits = bytes[(hyphen + 1)...].prefix(10).prefix(while: Byte.isDigit)
      let word = bytes[(start.map { $0 + 1 } ?? max(0, hyphen - 8))..<digits.endIndex]
      let token = String(decoding: word, as: UTF8.self)
      if Self.parts(of: token) != nil, taken.count < Self.mostTaken { taken.insert(token) }
    }
  }

  /// Which bytes the names of kinds end with.
  private static let lastLetters: [Bool] = {
    let letters = Set(RedactionKind.allCases.compactMap(\.rawValue.utf8.last))
    return (UInt8.min...UInt8.max).map(letters.contains)
  }()

  /// The token of a value, a new one if it has none yet.
  mutating func token(for value: [UInt8], _ kind: RedactionKind) -> String {
    let entry = Entry(kind: kind, value: Self.canonical(value, kind))
    if let number = numbers[entry] { return Self.name(kind, number) }
    var number = (last[kind] ?? 0) + 1
    while taken.contains(Self.name(kind, number)) { number += 1 }
    let token = Self.name(kind, number)
    numbers[entry] = number
    last[kind] = number
    spellings[token] = value
    return token
  }

  /// How a token stands in a text; that of a secret in brackets, as no secret would.
  static func written(_ token: String) -> String {
    token.utf8.starts(with: "secret-".utf8) ? "[\(token)]" : token
  }

  /// Whether bytes are nothing but a token as it stands in a text.
  static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 32 else { return false }
    var inner = bytes
    if inner.first == Byte.openBracket, inner.last == Byte.closeBracket, inner.count > 2 {
      inner = inner.dropFirst().dropLast()
    }
    return parts(of: String(decoding: inner, as: UTF8.self)) != nil
  }

  /// The kind and number that a token such as `user-3` is made of.
  static func parts(of token: String) -> (kind: RedactionKind, number: Int)? {
    guard let hyphen = token.utf8.lastIndex(of: Byte.hyphen),
      let kind = RedactionKind(rawValue: String(token[..<hyphen])),
      let number = Int(token[token.index(after: hyphen)...]), number > 0, number < 1 << 32,
      token == name(kind, number)
    else { return nil }
    return (kind, number)
  }

  private static func name(_ kind: RedactionKind, _ number: Int) -> String {
    "\(kind.rawValue)-\(number)"
  }

  /// Names of machines and mailboxes are the same in either case.
  private static func canonical(_ value: [UInt8], _ kind: RedactionKind) -> [UInt8] {
    switch kind {
    case .host, .email, .ip, .customer: value.map(Byte.lowercased)
    case .mac: value.map { $0 == Byte.hyphen ? Byte.colon : Byte.lowercased($0) }
    case .secret, .value, .user, .page: value
    }
  }
}
