import Model

/// The files that hold an OSGi configuration: `.config` of Felix and `.cfg.json`.
public enum OSGiConfiguration {
  /// What a place in a `.config` file should hold.
  public enum Expectation: Hashable, Sendable {
    case key, equalsSign, value, closingQuote, closingBracket, separator
    /// A number that the type can hold.
    case number(Setting.ValueType)
  }

  /// Reads a configuration file of either kind, told apart by its first character.
  ///
  /// - Parameter path: The file as shown to people; it names the configuration unless
  ///   the file itself does.
  /// - Throws: ``ReadingProblem``.
  public static func read(_ bytes: [UInt8], path: String) throws(ReadingProblem) -> [Setting] {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes.dropFirst(mark).first { $0 > 0x20 }
    let isJSON = first == UInt8(ascii: "{") || path.hasSuffix(".json")
    let entries: [Entry]
    if isJSON {
      entries = try JSONConfigurationReader(bytes: bytes, path: path).entries()
    } else {
      var reader = FelixConfigurationReader(bytes: bytes, path: path, position: mark)
      entries = try reader.entries()
    }
    let identity = identity(of: entries, path: path)
    var lines = LineCounter(bytes)
    return entries.map { entry in
      Setting(
        owner: .configuration(identity), key: entry.key, values: entry.values, type: entry.type,
        isCollection: entry.isCollection,
        place: Place(
          source: path, line: lines.line(at: entry.bytes.lowerBound), bytes: entry.bytes))
    }
  }

  /// A property before it is known whose it is.
  struct Entry {
    var key: String
    var values: [String]
    var type: Setting.ValueType
    var isCollection: Bool
    var bytes: Range<Int>
  }

  private static func identity(of entries: [Entry], path: String) -> ConfigurationIdentity {
    let stated = { (key: String) in entries.first { $0.key == key }?.values.first }
    guard let pid = stated("service.pid") else { return ConfigurationIdentity(path: path) }
    guard let factory = stated("service.factoryPid") else { return ConfigurationIdentity(pid: pid) }
    return ConfigurationIdentity(pid: pid, factoryPID: factory)
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
