import Model

/// The files that hold OSGi configurations: `.config`, `.cfg.json`, `.cfg`, `.xml.cfg`, XML of
/// type `sling:OsgiConfig`, and the JSON of the Configurator with several of them.
public enum OSGiConfiguration {
  /// What a place in a `.config` file should hold.
  public enum Expectation: Hashable, Sendable {
    case key, equalsSign, value, closingQuote, closingBracket, separator
    /// A number that the type can hold.
    case number(Setting.ValueType)
  }

  /// Reads a file of any kind, told apart by its first character and its name.
  ///
  /// - Parameter path: The file as shown to people; it names the configuration unless
  ///   the file itself does.
  public static func reading(of bytes: [UInt8], path: String) -> SettingsReading {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes.dropFirst(mark).first { $0 > 0x20 }
    let form = form(of: bytes, first: first, path: path)
    if form == .json, !path.hasSuffix(".cfg.json"), ConfiguratorReader.recognises(bytes, name: path)
    {
      return ConfiguratorReader(bytes: bytes, path: path).reading()
    }
    if form == .xml, !JavaProperties.isXML(bytes) {
      return DocviewReader(bytes: bytes, path: path).reading()
    }
    let (entries, problem): Entries
    switch form {
    case .json: (entries, problem) = JSONConfigurationReader(bytes: bytes, path: path).entries()
    case .xml: (entries, problem) = JavaProperties.xmlEntries(in: bytes, path: path)
    case .properties: (entries, problem) = JavaProperties.entries(in: bytes, path: path)
    case .felix:
      var reader = FelixConfigurationReader(bytes: bytes, path: path, position: mark)
      (entries, problem) = reader.entries()
    }
    var collector = SettingCollector(bytes, path: path)
    collector.add(entries, of: .configuration(identity(of: entries, path: path)))
    collector.note(problem)
    return collector.reading
  }

  /// Reads a file that follows its grammar to the end.
  ///
  /// - Throws: ``ReadingProblem``.
  public static func read(_ bytes: [UInt8], path: String) throws(ReadingProblem) -> [Setting] {
    try reading(of: bytes, path: path).complete()
  }

  private enum Form { case json, xml, properties, felix }

  private static func form(of bytes: [UInt8], first: UInt8?, path: String) -> Form {
    if DocviewReader.recognises(bytes[...]) { return .xml }
    if first == UInt8(ascii: "<"), JavaProperties.isXML(bytes) { return .xml }
    if first == UInt8(ascii: "{") || path.hasSuffix(".json") { return .json }
    return path.hasSuffix(".cfg") ? .properties : .felix
  }

  /// Properties, and the first place that does not follow the grammar.
  typealias Entries = (entries: [Entry], problem: ReadingProblem?)

  /// A property before it is known whose it is.
  struct Entry {
    var key: String
    var values: [String]
    var type = Setting.ValueType.string
    var isCollection = false
    var bytes: Range<Int>
  }

  /// What the file itself states goes before its path.
  static func identity(of entries: [Entry], path: String) -> ConfigurationIdentity {
    let named = ConfigurationIdentity(path: path)
    let stated = { (key: String) in entries.first { $0.key == key }?.values.first }
    guard let pid = stated("service.pid") else { return named }
    guard let factory = stated("service.factoryPid") else {
      return ConfigurationIdentity(pid: pid, runModes: named.runModes)
    }
    return ConfigurationIdentity(pid: pid, factoryPID: factory, runModes: named.runModes)
  }
}

extension SettingCollector {
  /// Adds the properties of one owner.
  mutating func add(_ entries: [OSGiConfiguration.Entry], of owner: Setting.Owner) {
    for entry in entries {
      add(
        entry.key, entry.values, of: owner, type: entry.type, isCollection: entry.isCollection,
        at: entry.bytes)
    }
  }
}

/// Counts lines up to offsets that only grow.
struct LineCounter {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func line(at offset: Int) -> Int {
    if offset < position { (position, line) = (0, 1) }
    while position < min(offset, bytes.count) {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
    return line
  }
}

extension OSGiConfiguration.Expectation {
  var wording: LocalizedText {
    switch self {
    case .key:
      LocalizedText(en: "a key was expected", fr: "une clé était attendue", ja: "キーが必要です")
    case .equalsSign:
      LocalizedText(
        en: "“=” was expected", fr: "«\u{A0}=\u{A0}» était attendu", ja: "「=」が必要です")
    case .value:
      LocalizedText(
        en: "a value in double quotes was expected",
        fr: "une valeur entre guillemets droits était attendue",
        ja: "二重引用符で囲んだ値が必要です")
    case .closingQuote:
      LocalizedText(
        en: "the closing quote is missing", fr: "le guillemet fermant manque",
        ja: "閉じる引用符がありません")
    case .closingBracket:
      LocalizedText(
        en: "the closing bracket is missing", fr: "le crochet fermant manque",
        ja: "閉じ括弧がありません")
    case .separator:
      LocalizedText(
        en: "a comma or the closing bracket was expected",
        fr: "une virgule ou le crochet fermant était attendu",
        ja: "コンマまたは閉じ括弧が必要です")
    case .number(let type):
      LocalizedText(
        en: "a value of type \(type.rawValue) was expected",
        fr: "une valeur de type \(type.rawValue) était attendue",
        ja: "\(type.rawValue) 型の値が必要です")
    }
  }
}
