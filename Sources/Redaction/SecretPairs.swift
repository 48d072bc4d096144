/// Secrets that the name before them gives away: `client_secret = …`, in any notation.
///
/// The search goes forward only. What it has read as a value it does not read
/// again, and every look ahead from a name is bounded, so the cost is linear.
struct SecretPairs {
  let text: EncodedText
  private(set) var ranges: [Range<Int>] = []

  /// Until where the fields `value` and `values` of a secret's own object are secrets.
  private var objectEnd = 0

  /// What the names met so far say, since a log names the same few again and again.
  private var verdicts: [[UInt8]: SecretName] = [:]
  private static let mostVerdicts = 20_000

  /// Names of the person's own whose values are secrets.
  private let rules: RedactionRules

  init(_ text: EncodedText, rules: RedactionRules = RedactionRules()) {
    self.text = text
    self.rules = rules
    let bytes = text.bytes
    let kinds = ByteKinds.table
    var offset = 0
    while offset < bytes.count {
      switch kinds[Int(bytes[offset])] {
      case .mark:
        offset += 1
      case .name:
        // Most names are plain and of nothing secret, and are passed over as they stand.
        let end = ByteKinds.nameEnd(in: bytes, from: offset, kinds)
        let isPlain = end == bytes.count || kinds[Int(bytes[end])] == .mark
        if !isPlain {
          offset = readName(at: offset)
        } else if isOfNoInterest(offset..<end, in: bytes) {
          offset = end
        } else {
          offset = readName(Array(bytes[offset..<end].suffix(256)), offset..<end)
        }
      case .joint:
        offset += 1
      case .encoded:
        guard let unit = text.unit(at: offset) else { return }
        offset = Self.isNameByte(unit.byte) ? readName(at: offset) : offset + unit.length
      case .wide:
        offset = readName(at: offset)
      }
    }
  }

  /// Whether a name without anything encoded in it can be neither a secret's nor an option's.
  private func isOfNoInterest(_ name: Range<Int>, in bytes: [UInt8]) -> Bool {
    let start = name.lowerBound
    if start < objectEnd, bytes[start] | 0x20 == UInt8(ascii: "v") { return false }
    if start > 0, bytes[start - 1] == Byte.hyphen, bytes[start] == UInt8(ascii: "u") {
      return false
    }
    return !SecretName.mayBeSecret(bytes, in: name) && !rules.isSecret(bytes[name])
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    Byte.isAlphanumeric(byte) || byte == Byte.underscore || byte >= 0x80
  }

  /// Reads the name that starts here and, if it names a secret, the value behind it.
  ///
  /// - Returns: Where to go on.
  private mutating func readName(at start: Int) -> Int {
    var letters: [UInt8] = []
    var offset = start
    while let unit = text.unit(at: offset), !isWideMark(at: offset) {
      let joins = unit.byte == Byte.hyphen || unit.byte == Byte.dot
      guard Self.isNameByte(unit.byte) || joins else { break }
      letters.append(unit.byte)
      if letters.count > 256 { letters.removeFirst(192) }
      offset += unit.length
    }
    guard offset > start else {
      // A no-break space or a wide mark: three bytes or two, none of them a name.
      return start + 1
    }
    return readName(letters, start..<offset)
  }

  /// Reads the value behind a name, if it names a secret.
  ///
  /// - Returns: Where to go on.
  private mutating func readName(_ name: [UInt8], _ range: Range<Int>) -> Int {
    let (start, offset) = (range.lowerBound, range.upperBound)
    var letters = name
    if letters.first == UInt8(ascii: "D"), text.has("-", at: start - 1) { letters.removeFirst() }
    var kind = verdict(on: letters)
    if rules.isSecret(letters) { kind = .strong }
    if case .plain = kind, let phrase = phrase(endingWith: letters, at: start) {
      kind = SecretName(phrase)
    }
    if case .plain = kind, let topic = topic(of: letters) {
      kind = SecretName(topic)
      if kind != .plain { return readValue(of: kind, name: start..<offset - 3) ?? offset }
    }
    if start < objectEnd, letters.starts(with: Array("value".utf8)) { kind = .strong }
    if case .plain = kind { return userOption(name: letters, start: start, end: offset) ?? offset }
    if text.has("$[", at: start - 2) || isLength(behind: start..<offset) { return offset }
    return readValue(of: kind, name: start..<offset) ?? offset
  }

  private mutating func verdict(on name: [UInt8]) -> SecretName {
    if let known = verdicts[name] { return known }
    let verdict = SecretName(name)
    if verdicts.count < Self.mostVerdicts { verdicts[name] = verdict }
    return verdict
  }

  /// Whether a binary property's length stands behind its name, as in Sling's `":hmac": 32`.
  private func isLength(behind name: Range<Int>) -> Bool {
    guard text.has("\":", at: name.lowerBound - 2), text.has("\":", at: name.upperBound) else {
      return false
    }
    let start = skip(from: name.upperBound + 2, atMost: 8) { $0 == 0x20 }
    let end = skip(from: start, atMost: 10, while: Byte.isDigit)
    guard end > start, end - start < 10 else { return false }
    return mark(at: end).map { Byte.isSpace($0.byte) || ",}".utf8.contains($0.byte) } ?? true
  }

  /// `API key`, `mot de passe`: the word together with up to two before it on the line.
  private func phrase(endingWith word: [UInt8], at start: Int) -> [UInt8]? {
    guard word.count <= 8,
      ["key", "keys", "passe"].contains(
        String(decoding: word.map(Byte.lowercased), as: UTF8.self))
    else { return nil }
    let line = text.bytes[max(0, start - 24)..<start].split { !Self.isNameByte($0) }
    return line.suffix(2).flatMap { Array($0) + [Byte.underscore] } + word
  }

  /// What stands before the particle of `パスワードは` and `パスワードが`.
  private func topic(of letters: [UInt8]) -> ArraySlice<UInt8>? {
    let isTopic =
      letters.suffix(3).elementsEqual("は".utf8)
      || letters.suffix(3).elementsEqual("が".utf8)
    return isTopic ? letters.dropLast(3) : nil
  }

  /// Whether a no-break space, an ideographic space or a wide colon, equals or bracket starts here.
  func isWideMark(at offset: Int) -> Bool { wideMark(at: offset) != nil }

  func wideMark(at offset: Int) -> (byte: UInt8, length: Int)? {
    guard offset < text.count, text.bytes[offset] >= 0xC2 else { return nil }
    if text.has("\u{A0}", at: offset) { return (0x20, 2) }
    if text.has("«", at: offset) || text.has("»", at: offset) { return (0x60, 2) }
    for (mark, byte) in Self.wideMarks where text.has(mark, at: offset) { return (byte, 3) }
    return nil
  }

  private static let wideMarks: [(StaticString, UInt8)] = [
    ("\u{202F}", 0x20), ("\u{3000}", 0x20), ("：", Byte.colon), ("＝", Byte.equals),
    ("“", 0x60), ("”", 0x60), ("「", 0x60), ("」", 0x60), ("『", 0x60), ("』", 0x60),
    ("。", Byte.semicolon), ("、", Byte.comma),
  ]

  /// A unit of the text, with wide marks read as the ASCII marks that they stand for.
  func mark(at offset: Int) -> EncodedText.Unit? {
    if let wide = wideMark(at: offset) {
      return EncodedText.Unit(byte: wide.byte, length: wide.length, level: 0)
    }
    return text.unit(at: offset)
  }

  /// Skips bytes while a condition holds.
  func skip(from offset: Int, atMost limit: Int = .max, while condition: (UInt8) -> Bool) -> Int {
    var end = offset
    while end - offset < limit, let unit = mark(at: end), condition(unit.byte) {
      end += unit.length
    }
    return end
  }

  mutating func claim(_ range: Range<Int>) {
    if !range.isEmpty, !isHarmless(range) { ranges.append(range) }
  }

  /// Takes the object that opens at an offset for a secret's own; its end is sought only once.
  mutating func enterObject(at start: Int) {
    guard start >= objectEnd else { return }
    var depth = 0
    var offset = start
    while let unit = text.unit(at: offset) {
      if unit.byte == Byte.openBrace { depth += 1 }
      if unit.byte == Byte.closeBrace { depth -= 1 }
      offset += unit.length
      if depth == 0 { break }
    }
    objectEnd = offset
  }

  /// Whether a value says that it is none: `null`, `********`, `$[secret:NAME]`, `${NAME}`.
  private func isHarmless(_ range: Range<Int>) -> Bool {
    let value = text.bytes[range]
    if value.allSatisfy({ "*.".utf8.contains($0) || Byte.isSpace($0) }) { return true }
    if text.has("${", at: range.lowerBound), value.last == Byte.closeBrace {
      let name = value.dropFirst(2).dropLast()
      if name.allSatisfy({ Byte.isAlphanumeric($0) || "_.{}".utf8.contains($0) }) { return true }
    }
    if text.has("$[secret:", at: range.lowerBound) || text.has("$[env:", at: range.lowerBound) {
      return value.firstIndex(of: Byte.closeBracket) == range.upperBound - 1
        && !value.indices.contains { text.has("default=", at: $0) }
    }
    guard value.count <= 9 else { return false }
    return ["null", "true", "false", "none", "undefined", "nil"].contains(
      String(decoding: value.map(Byte.lowercased), as: UTF8.self))
  }

  /// The password of `-u name:password`, `curl -uname:password` and `--user name:password`.
  private mutating func userOption(name: [UInt8], start: Int, end: Int) -> Int? {
    if name.count > 1, name.first == 0x75, text.has(" -", at: start - 2), text.has(":", at: end) {
      let command = text.bytes[max(0, start - 256)..<start]
      guard command.firstRange(of: Array("curl ".utf8)) != nil else { return nil }
      let stop = skip(from: end + 1, atMost: 1_024) { !Byte.isSpace($0) && !Byte.isQuote($0) }
      claim(end + 1..<stop)
      return stop
    }
    guard
      name == [0x75] && text.has("-", at: start - 1) && !text.has("--", at: start - 2)
        || name == Array("user".utf8) && text.has("--", at: start - 2)
    else { return nil }
    let value = skip(from: end, atMost: 8) { $0 == 0x20 || $0 == Byte.equals || Byte.isQuote($0) }
    guard value > end else { return nil }
    let stop = skip(from: value, atMost: 1_024) { !Byte.isSpace($0) && !Byte.isQuote($0) }
    guard let colon = text.bytes[value..<stop].firstIndex(of: Byte.colon), colon + 1 < stop else {
      return nil
    }
    claim(colon + 1..<stop)
    return stop
  }
}
