import XMLKit

/// Java properties, in lines or in XML: `sling.properties`, `license.properties`, `.cfg`, `.xml.cfg`.
public enum JavaProperties {
  /// What a place in a properties file should hold.
  public enum Expectation: Hashable, Sendable {
    /// Four hexadecimal digits behind `\u`.
    case unicodeEscape
  }

  /// Reads a file; its name tells whose properties they are.
  static func reading(of bytes: [UInt8], path: String) -> SettingsReading {
    let isXML = bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
    let found = isXML ? xmlEntries(in: bytes, path: path) : entries(in: bytes, path: path)
    var collector = SettingCollector(bytes, path: path)
    collector.add(found.entries, of: owner(of: found.entries, path: path))
    collector.note(found.problem)
    return collector.reading
  }

  private static func owner(
    of entries: [OSGiConfiguration.Entry], path: String
  ) -> Setting.Owner {
    let name = path.replacing("__", with: "/").split(separator: "/").last.map(String.init) ?? path
    if entries.contains(where: { $0.key.hasPrefix("license.") }) { return .license }
    let isFramework = entries.contains {
      $0.key.hasPrefix("org.osgi.framework.") || $0.key.hasPrefix("sling.framework.")
    }
    return isFramework || name == "sling.properties" ? .frameworkProperties : .properties(name)
  }

  /// Whether this is the XML form, which has its keys as attributes of `entry`.
  static func isXML(_ bytes: some Collection<UInt8>) -> Bool {
    let head = bytes.prefix(8_192)
    return head.firstRange(of: Array("<properties".utf8)) != nil
      && head.firstRange(of: Array("<jcr:root".utf8)) == nil
  }

  /// Whether the form in lines: a file named so, or a licence, whose first line that is no
  /// comment has a key and a value.
  static func recognises(_ head: [UInt8], name: String) -> Bool {
    let isNamedSo = name.hasSuffix(".properties") || name.hasSuffix(".cfg")
    for line in head.lines.prefix(200) {
      let text = head.trimmed(line)
      guard let first = head[text].first, first != UInt8(ascii: "#"), first != UInt8(ascii: "!")
      else { continue }
      if head[text].starts(with: "license.".utf8) { return true }
      return isNamedSo && first != UInt8(ascii: "<") && first != UInt8(ascii: "{")
        && head[text].contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") || $0 == 0x20 }
    }
    return isNamedSo
  }

  /// The entries of the form in lines, by the grammar of `java.util.Properties`.
  static func entries(in bytes: [UInt8], path: String) -> OSGiConfiguration.Entries {
    var reader = JavaPropertiesReader(bytes: bytes)
    let entries = reader.entries()
    return (
      entries,
      reader.wrongEscape.map {
        ReadingProblem(.properties(.unicodeEscape), at: $0, in: bytes, of: path)
      }
    )
  }

  /// The entries of the XML form: `<entry key="a">b</entry>`.
  static func xmlEntries(in bytes: [UInt8], path: String) -> OSGiConfiguration.Entries {
    var entries: [OSGiConfiguration.Entry] = []
    var open: OSGiConfiguration.Entry?
    let problem = ReadingProblem.ofXML(bytes, path: path) { event in
      switch event {
      case .start(let element):
        guard element.name == "entry", let key = element["key"] else { return }
        open = OSGiConfiguration.Entry(key: key, values: [""], bytes: element.bytes)
      case .text(let text):
        open?.values[0] += text
      case .end(let name, let end):
        guard name == "entry", var entry = open else { return }
        entry.bytes = entry.bytes.lowerBound..<max(end, entry.bytes.upperBound)
        entries.append(entry)
        open = nil
      }
    }
    return (entries, problem)
  }
}

/// Reads `key=value`, `key:value` and `key value` in lines.
///
/// A backslash at the end of a line goes on in the next, whose white space at the start
/// does not count; elsewhere it takes the next character as it is, with `\t`, `\n`, `\r`,
/// `\f` and `\uXXXX`. Comments start with `#` or `!`.
struct JavaPropertiesReader {
  let bytes: [UInt8]
  private var position = 0

  /// Where the first `\u` stands without four digits behind it.
  private(set) var wrongEscape: Int?

  init(bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func entries() -> [OSGiConfiguration.Entry] {
    var entries: [OSGiConfiguration.Entry] = []
    while let byte = next {
      if byte <= 0x20 {
        position += 1
      } else if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "!") {
        while let byte = next, !Self.endsLine(byte) { position += 1 }
      } else {
        entries.append(entry())
      }
    }
    return entries
  }

  private mutating func entry() -> OSGiConfiguration.Entry {
    let start = position
    let key = text { Self.isSpace($0) || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    skipSpace()
    if let byte = next, byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") {
      position += 1
      skipSpace()
    }
    let value = text { _ in false }
    return OSGiConfiguration.Entry(key: key, values: [value], bytes: start..<position)
  }

  /// The text up to the end of the logical line, or to a byte that ends it before.
  private mutating func text(until ends: (UInt8) -> Bool) -> String {
    var text: [UInt8] = []
    while let byte = next, !Self.endsLine(byte), !ends(byte) {
      position += 1
      if byte == UInt8(ascii: "\\") {
        escape(into: &text)
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape(into text: inout [UInt8]) {
    guard let byte = next else { return }
    position += 1
    switch byte {
    case 0x0D, 0x0A:
      if byte == 0x0D, next == 0x0A { position += 1 }
      while let byte = next, Self.isSpace(byte) { position += 1 }
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "u"):
      if let scalar = bytes[position...].escapedScalar(at: &position) {
        text += Array(String(scalar).utf8)
      } else {
        wrongEscape = wrongEscape ?? position
        text.append(byte)
      }
    default: text.append(byte)
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// White space between key and value, which a continued line does not end.
  private mutating func skipSpace() {
    while let byte = next {
      if Self.isSpace(byte) {
        position += 1
      } else if byte == UInt8(ascii: "\\"), position + 1 < bytes.count,
        Self.endsLine(bytes[position + 1])
      {
        let isPair = bytes[position...].starts(with: [byte, 0x0D, 0x0A])
        position += isPair ? 3 : 2
      } else {
        return
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0C
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
