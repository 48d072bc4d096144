import Model

/// Reads the configuration of the dispatcher module: `dispatcher.any`, farms, and the
/// pieces that they include.
///
/// A section is `/name { … }`, a setting `/name "value"`; values without a name are a
/// list under the name of their section. What a file includes is read in its place where that
/// is known, and kept as the setting `$include` else. Where a brace is missing, reading goes on
/// as the names suggest, and the place is told.
struct DispatcherConfigurationReader {
  /// A section that is open, by its name and its names from the root.
  struct Section {
    var name: String
    var path: String
  }

  /// Gives the settings of what an include names, which stands in these sections.
  typealias Include = (_ name: String, _ place: Place, _ sections: [Section]) -> [Setting]?

  private var tokens: DispatcherTokens
  private var collector: SettingCollector
  private var sections: [Section]

  // Sections that another file opened, and closes.
  private let outer: Int

  /// How many sections may lie in each other.
  static let depth = 32

  init(bytes: [UInt8], path: String, within sections: [Section] = []) {
    tokens = DispatcherTokens(bytes)
    collector = SettingCollector(bytes, path: path)
    self.sections = sections
    outer = sections.count
  }

  /// The settings of a file that stands in sections of another one.
  static func settings(
    of file: DispatcherTree.File, within sections: [Section] = [],
    including include: Include = { _, _, _ in nil }
  ) -> [Setting] {
    var reader = Self(bytes: file.bytes, path: file.path, within: sections)
    return reader.read(include).settings
  }

  func reading() -> SettingsReading {
    var reader = self
    return reader.read { _, _, _ in nil }
  }

  private mutating func read(_ include: Include) -> SettingsReading {
    var name: (text: String, bytes: Range<Int>)?
    while let (token, bytes) = tokens.next() {
      switch token {
      case .name(let text):
        if let name { noteMissingBrace(name) }
        name = (text, bytes)
      case .value(let text):
        if let named = name {
          collector.add(
            named.text, [text], of: owner, at: named.bytes.lowerBound..<bytes.upperBound)
        } else {
          addToList(text, at: bytes)
        }
        name = nil
      case .include:
        if let name { noteMissingBrace(name) }
        name = nil
        guard case .value(let file)? = tokens.next()?.token else { break }
        let range = bytes.lowerBound..<tokens.position
        if let settings = include(file, collector.place(of: range), sections) {
          collector.add(settings)
        } else {
          collector.add("$include", [file], of: owner, at: range)
        }
      case .open:
        guard sections.count < Self.depth else {
          collector.note(.section(.shallow(limit: Self.depth)), at: bytes.lowerBound)
          return collector.reading
        }
        if name == nil { collector.note(.section(.name), at: bytes.lowerBound) }
        open(name?.text ?? "")
        name = nil
      case .close:
        if let name { noteMissingBrace(name) }
        name = nil
        if sections.count > outer {
          sections.removeLast()
        } else {
          collector.note(.section(.noBrace), at: bytes.lowerBound)
        }
      }
    }
    if let name { noteMissingBrace(name) }
    if let quote = tokens.openQuote { collector.note(.section(.closingQuote), at: quote) }
    if sections.count > outer, let section = sections.last {
      collector.note(.section(.closingBrace("/" + section.name)), at: tokens.position)
    }
    return collector.reading
  }

  private var owner: Setting.Owner { .dispatcher(sections.last?.path ?? "/") }

  private mutating func open(_ name: String) {
    let path = (sections.last?.path ?? "/").appendingName(name)
    sections.append(Section(name: name.asOwnerName, path: path))
  }

  /// A name with neither value nor section is kept, as it may be the very mistake.
  private mutating func noteMissingBrace(_ name: (text: String, bytes: Range<Int>)) {
    collector.note(.section(.openingBrace("/" + name.text)), at: name.bytes.upperBound)
    collector.add(name.text, [], of: owner, at: name.bytes)
  }

  /// `/virtualhosts { "a" "b" }` is the list `virtualhosts` of what is around it.
  private mutating func addToList(_ value: String, at bytes: Range<Int>) {
    guard let key = sections.last?.name else {
      collector.add("", [value], of: owner, at: bytes)
      return
    }
    let around = Setting.Owner.dispatcher(sections.dropLast().last?.path ?? "/")
    collector.add(value, to: key, of: around, at: bytes)
  }
}

extension DispatcherConfigurationReader {
  /// Whether the first words are a section or a setting of such a file.
  static func recognises(_ head: [UInt8], name: String) -> Bool {
    var tokens = DispatcherTokens(head)
    let isNamedSo = [".any", ".farm"].contains(where: name.hasSuffix)
    guard let first = tokens.next() else { return isNamedSo }
    switch first.token {
    case .include:
      return isNamedSo
        || tokens.next().map { if case .value = $0.token { true } else { false } } == true
    case .name(let text):
      guard isNamedSo || isPlain(text) else { return false }
      switch tokens.next()?.token {
      case .open: return true
      case .value, .name, .include: return isNamedSo || knownNames.contains(text)
      case .close, nil: return isNamedSo
      }
    case .value: return isNamedSo
    case .open, .close: return false
    }
  }

  /// `/0001`, `/farms`, but no path of a repository or a file.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count < 64
      && name.utf8.allSatisfy { byte in
        (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }

  private static let knownNames: Set = ["name", "farms", "ignoreUrlParams", "homepage"]
}
