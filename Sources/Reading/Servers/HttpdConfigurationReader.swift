/// Reads the configuration of Apache httpd: a directive in each line, sections in tags.
///
/// A backslash at the end of a line goes on in the next; comments start with `#` at the
/// start of a line. Names of directives keep the letters they are written in, though
/// httpd does not tell small ones from capitals. What a file includes is kept as the
/// directive that it is.
struct HttpdConfigurationReader {
  let bytes: [UInt8]
  private var collector: SettingCollector
  private var sections: [(name: String, path: String)] = []

  /// How many sections may lie in each other.
  static let depth = 32

  init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    collector = SettingCollector(bytes, path: path)
  }

  func reading() -> SettingsReading {
    var reader = self
    return reader.read()
  }

  private mutating func read() -> SettingsReading {
    for line in HttpdLines(bytes: bytes) {
      let words = HttpdLines.words(of: line, in: bytes)
      guard let first = words.first else { continue }
      if first.hasPrefix("</") {
        close(String(first.dropFirst(2).prefix { $0 != ">" }), at: line.lowerBound)
      } else if first.hasPrefix("<") {
        guard sections.count < Self.depth else {
          collector.note(.section(.shallow(limit: Self.depth)), at: line.lowerBound)
          return collector.reading
        }
        open(line, words: words)
      } else {
        collector.add(
          first, Array(words.dropFirst()), of: owner, isCollection: words.count > 2, at: line)
      }
    }
    if let section = sections.last {
      collector.note(.section(.closingTag(section.name)), at: bytes.count)
    }
    return collector.reading
  }

  private var owner: Setting.Owner {
    .httpd(sections.last?.path ?? "")
  }

  private mutating func open(_ line: Range<Int>, words: [String]) {
    var text = words.joined(separator: " ").dropFirst()
    if text.last == ">" { text = text.dropLast() }
    let name = text.prefix { $0 != " " }
    let path = (sections.last?.path ?? "").appendingName(String(text), separator: " > ")
    sections.append((String(name), path))
  }

  /// Sections between are closed with it; a tag that closes none is passed over.
  private mutating func close(_ name: String, at offset: Int) {
    let matches = { (section: (name: String, path: String)) in
      section.name.lowercased() == name.lowercased()
    }
    guard let opened = sections.lastIndex(where: matches) else {
      collector.note(.section(.noTag(name)), at: offset)
      return
    }
    if opened < sections.count - 1 {
      collector.note(.section(.closingTag(sections[sections.count - 1].name)), at: offset)
    }
    sections.removeSubrange(opened...)
  }
}

/// The logical lines of a configuration of httpd, blank ones and comments left out.
struct HttpdLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var lines: LineRanges

  init(bytes: [UInt8]) {
    self.bytes = bytes
    lines = LineRanges(bytes: bytes)
  }

  mutating func next() -> Range<Int>? {
    while let first = lines.next() {
      var line = bytes.trimmed(first)
      guard !line.isEmpty, bytes[line.lowerBound] != UInt8(ascii: "#") else { continue }
      while bytes[line.upperBound - 1] == UInt8(ascii: "\\"), let more = lines.next() {
        let end = bytes.trimmed(more).upperBound
        line = line.lowerBound..<Swift.max(end, line.upperBound)
        if bytes.trimmed(more).isEmpty { break }
      }
      return line
    }
    return nil
  }

  /// The words of a line; quotes hold words together and are taken away.
  static func words(of line: Range<Int>, in bytes: [UInt8]) -> [String] {
    var words: [String] = []
    var word: [UInt8]?
    var quote: UInt8?
    var position = line.lowerBound
    while position < line.upperBound {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\\"), position < line.upperBound {
        let escaped = bytes[position]
        if escaped == 0x0A || escaped == 0x0D {
          position += escaped == 0x0D && position + 1 < line.upperBound ? 2 : 1
          continue
        }
        if let quote, escaped == quote {
          word = (word ?? []) + [escaped]
          position += 1
          continue
        }
      }
      if let open = quote {
        if byte == open { quote = nil } else { word?.append(byte) }
      } else if word == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        word = []
      } else if byte <= 0x20 {
        if let word { words.append(String(decoding: word, as: UTF8.self)) }
        word = nil
      } else {
        word = word ?? []
        word?.append(byte)
      }
    }
    if let word { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}

extension HttpdConfigurationReader {
  /// Whether sections or directives of httpd stand in the first lines.
  static func recognises(_ head: [UInt8], name: String) -> Bool {
    let isNamedSo = [".vhost", ".conf", ".rules", ".vars", ".htaccess"].contains {
      name.hasSuffix($0)
    }
    var directives = 0
    for line in HttpdLines(bytes: head).prefix(60) {
      guard let first = HttpdLines.words(of: line, in: head).first?.lowercased() else { continue }
      if sectionNames.contains(where: { first == "<" + $0 || first.hasPrefix("<\($0)>") }) {
        return true
      }
      if directiveNames.contains(first) { directives += 1 }
      if directives > (isNamedSo ? 0 : 2) { return true }
      if !isNamedSo, !directiveNames.contains(first) { return false }
    }
    return false
  }

  private static let sectionNames = [
    "virtualhost", "ifmodule", "directory", "location", "locationmatch", "ifdefine", "filesmatch",
    "files", "proxy", "macro", "directorymatch", "ifversion",
  ]

  private static let directiveNames: Set = [
    "loadmodule", "listen", "logformat", "customlog", "errorlog", "include", "includeoptional",
    "rewriteengine", "rewriterule", "rewritecond", "define", "undefine", "documentroot",
    "servername", "serveralias", "serverroot", "serveradmin", "passenv", "setenv", "setenvif",
    "header", "requestheader", "dispatcherconfig", "dispatcherlog", "dispatcherloglevel",
    "proxypass", "proxypassreverse", "allowoverride", "options", "timeout", "keepalive", "user",
    "group", "loglevel", "sslengine", "sethandler", "require", "unsetenv", "directoryindex",
  ]
}
