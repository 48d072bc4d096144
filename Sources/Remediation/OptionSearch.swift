/// Where a JVM option or framework property is set in an installation.
///
/// Looked through are the start scripts, `sling.properties`, and the arguments
/// of the running process if they may be read. Comment lines do not count.
struct OptionSearch {
  /// One setting of the option.
  struct Setting: Hashable {
    /// The file, or `nil` for the running process.
    var file: String?
    var line: Int
    var value: String
  }

  private static let files = [
    "bin/start", "bin/start.bat", "bin/quickstart", "bin/quickstart.bat", "conf/sling.properties",
  ]

  private(set) var settings: [Setting] = []

  /// The files that were read.
  private(set) var filesRead: [String] = []

  /// The files that are there and could not be read.
  private(set) var unreadable: [String] = []

  /// Whether the running process was looked at too.
  private(set) var didReadProcess = false

  init(name: String, tree: InstallationTree, process: ProcessObservation) {
    for file in Self.files {
      do {
        guard let state = try tree.look(at: file), state.kind == .file else { continue }
        let bytes = try FileBytes.read(tree.path(file), limit: 1 << 20)
        filesRead.append(file)
        search(String(decoding: bytes, as: UTF8.self), for: name, in: file)
      } catch {
        unreadable.append(file)
      }
    }
    if let arguments = process.arguments {
      didReadProcess = true
      for argument in arguments {
        for value in Self.values(of: name, in: argument) {
          settings.append(Setting(file: nil, line: 0, value: value))
        }
      }
    }
  }

  private mutating func search(_ text: String, for name: String, in file: String) {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      guard !Self.isComment(line, isBatch: file.hasSuffix(".bat")) else { continue }
      for value in Self.values(of: name, in: String(line)) {
        settings.append(Setting(file: file, line: index + 1, value: value))
      }
    }
  }

  private static func isComment(_ line: Substring, isBatch: Bool) -> Bool {
    let start = line.drop(while: \.isWhitespace)
    guard isBatch else { return start.hasPrefix("#") || start.hasPrefix("!") }
    return start.hasPrefix("::") || start.lowercased().hasPrefix("rem ")
  }

  /// The values given to `name` in one line, as `-Dname=value` or `name = value`.
  static func values(of name: String, in line: String) -> [String] {
    let bytes = Array(line.utf8)
    let needle = Array(name.utf8)
    var values: [String] = []
    var start = 0
    while start + needle.count <= bytes.count {
      guard bytes[start..<start + needle.count].elementsEqual(needle), isStart(start, in: bytes)
      else {
        start += 1
        continue
      }
      start += needle.count
      if let value = value(from: start, in: bytes) { values.append(value) }
    }
    return values
  }

  private static func isStart(_ offset: Int, in bytes: [UInt8]) -> Bool {
    guard offset > 0, isNamePart(bytes[offset - 1]) else { return true }
    return offset >= 2 && bytes[offset - 1] == UInt8(ascii: "D")
      && bytes[offset - 2] == UInt8(ascii: "-")
  }

  private static func value(from offset: Int, in bytes: [UInt8]) -> String? {
    var rest = bytes[offset...].drop { $0 == 0x20 || $0 == 0x09 }
    guard rest.first == UInt8(ascii: "=") || rest.first == UInt8(ascii: ":") else {
      // `-Dname` alone sets the empty text; a longer name is another option.
      return rest.startIndex == offset && rest.first.map(isNamePart) == true ? nil : ""
    }
    rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
    let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'")]
    if let first = rest.first, quotes.contains(first) { rest = rest.dropFirst() }
    return String(decoding: rest.prefix(while: isNamePart), as: UTF8.self)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
