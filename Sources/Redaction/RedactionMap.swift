import FoundationEssentials
public import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A private file of tokens and what they stand for, with which a copy can be read back.
///
/// JSON: `{"schema": "aemedic.redaction-map/1", "tokens": {"host-1": "author1.acme.com"}}`.
public enum RedactionMap {
  private struct Form: Codable {
    var schema: String
    var tokens: [String: String]
  }

  private static let schema = "aemedic.redaction-map/1"

  /// How much a map may hold.
  private static let largest = 256 << 20

  /// Reads a map; an empty book if there is no such file.
  ///
  /// - Throws: ``RedactionMapProblem``, also where others than its owner may read the file.
  public static func read(_ path: String) throws(RedactionMapProblem) -> TokenBook {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return TokenBook() }
    guard descriptor >= 0 else { throw RedactionMapProblem(.system(errno), path) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw RedactionMapProblem(.system(errno), path)
    }
    guard status.st_mode & (S_IRWXG | S_IRWXO) == 0 else {
      throw RedactionMapProblem(.readableByOthers, path)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
      throw RedactionMapProblem(.noMap, path)
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let more = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count)
      }
      if more < 0, errno == EINTR { continue }
      guard more > 0 else { throw RedactionMapProblem(.system(more < 0 ? errno : EIO), path) }
      count += more
    }
    guard let form = try? JSONDecoder().decode(Form.self, from: Data(bytes)), form.schema == schema,
      form.tokens.keys.allSatisfy({ TokenBook.parts(of: $0) != nil })
    else { throw RedactionMapProblem(.noMap, path) }
    var book = TokenBook()
    for (token, value) in form.tokens { book.enter(Array(value.utf8), as: token) }
    return book
  }

  /// Writes a map that nobody but its owner may read, in place of the one that is there.
  ///
  /// - Throws: ``RedactionMapProblem``.
  public static func write(_ book: TokenBook, to path: String) throws(RedactionMapProblem) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let form = Form(
      schema: schema, tokens: book.values.mapValues { String(decoding: $0, as: UTF8.self) })
    guard let data = try? encoder.encode(form) else { throw RedactionMapProblem(.noMap, path) }
    let temporary = "\(path).\(getpid()).new"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RedactionMapProblem(.system(errno), path) }
    var code: Int32?
    var rest = Array(data)[...]
    while !rest.isEmpty, code == nil {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno != EINTR { code = errno }
      } else {
        rest = rest.dropFirst(count)
      }
    }
    if close(descriptor) != 0, code == nil { code = errno }
    if code == nil, unsafe rename(temporary, path) != 0 { code = errno }
    guard let code else { return }
    _ = unsafe unlink(temporary)
    throw RedactionMapProblem(.system(code), path)
  }
}

extension TokenBook {
  /// The text with every token of this book replaced by what it stands for.
  public func restored(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var restored: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      let isStart = offset == 0 || !Byte.isAlphanumeric(bytes[offset - 1])
      guard isStart, Byte.isLower(bytes[offset]) || bytes[offset] == Byte.openBracket,
        let (value, end) = value(at: offset, in: bytes)
      else {
        restored.append(bytes[offset])
        offset += 1
        continue
      }
      restored += value
      offset = end
    }
    return String(decoding: restored, as: UTF8.self)
  }

  /// The value of the token that starts at an offset, and where the token ends.
  private func value(at start: Int, in bytes: [UInt8]) -> (value: [UInt8], end: Int)? {
    let isBracketed = bytes[start] == Byte.openBracket
    let first = isBracketed ? start + 1 : start
    var end = first
    while end < bytes.count, end - first < 24, Byte.isLower(bytes[end]) { end += 1 }
    guard end < bytes.count, bytes[end] == Byte.hyphen else { return nil }
    end += 1
    while end < bytes.count, end - first < 24, Byte.isDigit(bytes[end]) { end += 1 }
    // In the name of a class a word of its own follows, as in `customer-1Header`.
    guard end == bytes.count || !Byte.isAlphanumeric(bytes[end]) || Byte.isUpper(bytes[end]),
      let value = values[String(decoding: bytes[first..<end], as: UTF8.self)]
    else { return nil }
    guard isBracketed else { return (value, end) }
    return end < bytes.count && bytes[end] == Byte.closeBracket ? (value, end + 1) : nil
  }
}

/// What is wrong with a file of tokens.
public struct RedactionMapProblem: Problem, Hashable {
  enum Kind: Hashable {
    /// With the system's code.
    case system(Int32)
    case readableByOthers
    case noMap
  }

  let kind: Kind
  let path: String

  init(_ kind: Kind, _ path: String) {
    self.kind = kind
    self.path = path
  }

  /// What is wrong.
  public var reason: LocalizedText {
    switch kind {
    case .system(let code):
      let words = SystemError(code).words
      return LocalizedText(
        en: "the redaction map “\(path)” cannot be used: \(words.en)",
        fr: "la table de masquage «\u{A0}\(path)\u{A0}» est inutilisable\u{A0}: \(words.fr)",
        ja: "マスク対応表「\(path)」を使用できません：\(words.ja)")
    case .readableByOthers:
      return LocalizedText(
        en: "others may read the redaction map “\(path)”",
        fr: "d’autres peuvent lire la table de masquage «\u{A0}\(path)\u{A0}»",
        ja: "マスク対応表「\(path)」を他のユーザーが読み取れます")
    case .noMap:
      return LocalizedText(
        en: "“\(path)” is no redaction map",
        fr: "«\u{A0}\(path)\u{A0}» n’est pas une table de masquage",
        ja: "「\(path)」はマスク対応表ではありません")
    }
  }

  /// What to do next.
  public var hint: LocalizedText? {
    guard kind == .readableByOthers else { return nil }
    return LocalizedText(
      en: "make it yours alone: `chmod 600 \(path)`",
      fr: "réservez-la à vous seul\u{A0}: `chmod 600 \(path)`",
      ja: "自分だけが読めるようにしてください：`chmod 600 \(path)`")
  }
}
