import Model

/// The header of a mail or of a part of one: RFC 5322, with the words of RFC 2047 and the
/// parameters of RFC 2231 decoded.
struct MailHeader {
  private(set) var fields: [(name: String, value: [UInt8])] = []
  private var size = 0

  /// How much of a header is kept; a longer one is read over.
  private static let mostBytes = 1 << 18

  /// Adds a line of the header; false if it is none.
  mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
    size += line.count
    guard size <= Self.mostBytes else { return true }
    if let first = line.first, first == 0x20 || first == 0x09 {
      guard !fields.isEmpty else { return false }
      fields[fields.count - 1].value += line
      return true
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return false }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    fields.append((name, Array(line[(colon + 1)...])))
    return true
  }

  /// The first field of a name, as text.
  subscript(_ name: String) -> String? {
    fields.first { $0.name == name }.map { EncodedWords.text(of: $0.value).trimmed }
  }

  /// The media type, such as `text/plain`, in lower case.
  var mediaType: String {
    let type = Parameters(value("content-type")).main.lowercased()
    return type.contains("/") ? type : "text/plain"
  }

  /// A parameter of the media type.
  func typeParameter(_ name: String) -> String? {
    Parameters(value("content-type"))[name]
  }

  /// How its content is encoded for the way.
  var transferEncoding: String {
    Parameters(value("content-transfer-encoding")).main
  }

  /// Whether it is to be shown apart from the text.
  var isAttachment: Bool {
    Parameters(value("content-disposition")).main.lowercased() == "attachment"
  }

  /// The name of the file in it, without folders, which RFC 2183 says not to respect.
  var fileName: String? {
    let name =
      Parameters(value("content-disposition"))["filename"]
      ?? Parameters(value("content-type"))["name"]
    let base = name?.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
    let clean = base?.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return clean.map { String(String.UnicodeScalarView($0)).trimmed }
      .flatMap { ["", ".", ".."].contains($0) ? nil : String($0.prefix(255)) }
  }

  private func value(_ name: String) -> [UInt8] {
    fields.first { $0.name == name }?.value ?? []
  }
}

/// A value with its parameters: `attachment; filename="error.log"`.
private struct Parameters {
  private(set) var main = ""
  private var values: [String: [UInt8]] = [:]

  init(_ bytes: [UInt8]) {
    var parts = Self.parts(of: bytes)[...]
    main = parts.popFirst().map { String(decoding: $0, as: UTF8.self).trimmed } ?? ""
    for part in parts.prefix(64) {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: part[..<equals], as: UTF8.self).trimmed.lowercased()
      if values[name] == nil { values[name] = Self.unquoted(part[(equals + 1)...]) }
    }
  }

  subscript(_ name: String) -> String? {
    if let value = values[name] { return EncodedWords.text(of: value) }
    // Extended, whole or in numbered pieces: charset'language'text with %XX.
    if let value = values[name + "*"] { return Self.extended(value[...]) }
    var joined: [UInt8] = []
    var isExtended = false
    for number in 0..<100 {
      if let piece = values["\(name)*\(number)"] {
        joined += piece
      } else if let piece = values["\(name)*\(number)*"] {
        isExtended = isExtended || number == 0
        joined += piece
      } else {
        break
      }
    }
    guard !joined.isEmpty else { return nil }
    return isExtended ? Self.extended(joined[...]) : EncodedWords.text(of: joined)
  }

  /// Cuts at semicolons outside quotes.
  private static func parts(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var (parts, start, isQuoted, index): ([ArraySlice<UInt8>], Int, Bool, Int) = ([], 0, false, 0)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ";") where !isQuoted:
        parts.append(bytes[start..<index])
        start = index + 1
      default: break
      }
      index += 1
    }
    return parts + [bytes[min(start, bytes.count)...]]
  }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let text = bytes.drop(while: isBlank)
    guard text.first == UInt8(ascii: "\"") else {
      return Array(text.prefix { !isBlank($0) })
    }
    var (value, isEscaped): ([UInt8], Bool) = ([], false)
    for byte in text.dropFirst() {
      if isEscaped || (byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "\"")) {
        value.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        break
      } else {
        isEscaped = true
      }
    }
    return value
  }

  private static func extended(_ bytes: ArraySlice<UInt8>) -> String {
    let marks = bytes.indices.filter { bytes[$0] == UInt8(ascii: "'") }
    guard marks.count >= 2 else { return EncodedWords.text(of: Array(bytes)) }
    let charset = String(decoding: bytes[..<marks[0]], as: UTF8.self)
    var text: [UInt8] = []
    var index = marks[1] + 1
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
        let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue
      {
        text.append(high << 4 | low)
        index += 3
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return TextStream.text(of: text, declared: TextEncoding(charset: charset))
  }
}

/// The text of a header field: `=?charset?B?…?=`, RFC 2047, also where it should not stand.
private enum EncodedWords {
  static func text(of bytes: [UInt8]) -> String {
    guard bytes.contains("=?") else { return TextStream.text(of: bytes, declared: nil) }
    var text = ""
    // Words of one charset are joined before they are decoded: some writers cut characters.
    var (gathered, charset): ([UInt8], String) = ([], "")
    func flush() {
      text += TextStream.text(of: gathered, declared: TextEncoding(charset: charset))
      gathered = []
    }
    var plain = 0
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "="), bytes[index + 1] == UInt8(ascii: "?"),
        let word = word(bytes, at: index)
      else {
        index += 1
        continue
      }
      let between = bytes[plain..<index]
      // Blanks between two words belong to neither.
      if gathered.isEmpty || !between.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        flush()
        text += TextStream.text(of: Array(between), declared: nil)
      } else if word.charset != charset {
        flush()
      }
      charset = word.charset
      gathered += word.content
      index = word.end
      plain = index
    }
    flush()
    return text + TextStream.text(of: Array(bytes[plain...]), declared: nil)
  }

  private static func word(
    _ bytes: [UInt8], at start: Int
  ) -> (charset: String, content: [UInt8], end: Int)? {
    let question = UInt8(ascii: "?")
    guard let first = bytes[(start + 2)...].firstIndex(of: question), first - start < 64,
      first + 2 < bytes.count, bytes[first + 2] == question,
      let last = bytes[(first + 3)...].firstIndex(of: question),
      last + 1 < bytes.count, bytes[last + 1] == UInt8(ascii: "=")
    else { return nil }
    let charset = String(decoding: bytes[(start + 2)..<first], as: UTF8.self)
      .prefix { $0 != "*" }.lowercased()
    var content = Array(bytes[(first + 3)..<last])
    switch bytes[first + 1] {
    case UInt8(ascii: "B"), UInt8(ascii: "b"):
      content = TransferDecoder.decode(content, named: "base64")
    case UInt8(ascii: "Q"), UInt8(ascii: "q"):
      content = content.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
      // A blank at its end was written on purpose, unlike one at the end of a line.
      content = TransferDecoder.decode(content + [0x21], named: "quoted-printable")
      content.removeLast()
    default: return nil
    }
    return (charset, content, last + 2)
  }
}

extension TextEncoding {
  /// Knows a character set by its name in a mail; `nil` for those that are not told apart.
  init?(charset: String) {
    let names: [TextEncoding: [String]] = [
      .utf8: ["utf-8", "utf8"], .utf16LittleEndian: ["utf-16le"], .utf16BigEndian: ["utf-16be"],
      .latin1: ["iso-8859-1", "latin1", "iso_8859-1", "iso-8859-15"],
      .windows1252: ["windows-1252", "cp1252"],
      .shiftJIS: ["shift_jis", "shift-jis", "sjis", "x-sjis"],
      .windows31J: ["windows-31j", "cp932", "ms932"], .eucJP: ["euc-jp", "x-euc-jp", "eucjp"],
      .iso2022JP: ["iso-2022-jp", "iso-2022-jp-ms", "cp50221", "cp50220"],
    ]
    let lowercased = charset.lowercased()
    guard let found = names.first(where: { $0.value.contains(lowercased) })?.key else { return nil }
    self = found
  }
}

extension TextStream {
  /// A short text, in the encoding that is declared or the likeliest.
  static func text(of bytes: [UInt8], declared: TextEncoding?) -> String {
    let encoding = EncodingProbe.encoding(of: bytes, isWhole: true, declared: declared)
    let source = RewoundStream(head: bytes, rest: NoBytes())
    guard encoding != .utf8, let stream = TextStream(decoding: encoding, source: source) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var buffer = [UInt8](repeating: 0, count: max(16, 4 * bytes.count))
    var count = 0
    while count < buffer.count, let more = try? stream.read(into: &buffer, at: count), more > 0 {
      count += more
    }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}

/// A stream that has ended.
final class NoBytes: ByteStream {
  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int { 0 }
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmed: String {
    let isBlank = { (character: Character) in character.isWhitespace }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
