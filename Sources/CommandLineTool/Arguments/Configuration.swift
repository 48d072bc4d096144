import FoundationEssentials
import Model
import YAMLKit

/// What a person settled once for all runs: by file, and stronger by environment variable.
///
/// The file is YAML, its keys are names of options; what stands on the command line wins over
/// both. A key counts for every command that has the option.
struct Configuration: Sendable {
  /// Where a value comes from.
  enum Origin: Hashable, Sendable {
    case file(TextLocation)
    case variable(String)
  }

  /// A value with the place where it was settled.
  struct Setting: Hashable, Sendable {
    let value: String
    let origin: Origin
  }

  /// The options that can be settled once: not those that say what one run is about.
  static let names = [
    "lang", "color", "kb", "house", "plugins", "jobs", "timezone", "fail-on", "audience", "redact",
    "redaction-map", "redaction-rules", "archive-password-file", "max-expanded", "max-ratio",
    "max-members", "max-depth", "max-record", "runs", "usage", "check-every",
  ]

  /// What the manual says of it.
  static let meaning = LocalizedText(
    en: "What is the same in every run can stand in the file config.yaml (a mapping of the names"
      + " below) or in environment variables. Variables win over the file, and options on the"
      + " command line over both. A name counts for every command that has the option;"
      + " `aemedic doctor` shows what is in force and where it comes from.",
    fr: "Ce qui ne change pas d’une fois à l’autre peut figurer dans le fichier config.yaml (les"
      + " noms ci-dessous avec leur valeur) ou dans des variables d’environnement. Les variables"
      + " l’emportent sur le fichier, et les options de la ligne de commande sur les deux. Un nom"
      + " vaut pour toute commande qui a l’option\u{A0}; `aemedic doctor` montre ce qui est en"
      + " vigueur et d’où cela vient.",
    ja: "毎回同じ指定は、config.yaml ファイル（以下の名前と値のマッピング）または環境変数に書いておける。"
      + "環境変数はファイルより、コマンドラインのオプションはその両方より優先される。"
      + "各名前は、そのオプションを持つすべてのコマンドに適用される。"
      + "`aemedic doctor` で有効な値とその出所を確認できる。")

  /// What is settled, by the name of the option.
  private(set) var settings: [String: Setting] = [:]

  /// Nothing.
  init() {}

  /// Reads the files that are there, then the environment.
  ///
  /// - Throws: ``ConfigurationProblem``, or `YAMLError` where a file is no YAML of ours.
  init(environment: [String: String]) throws {
    for file in Self.files(environment: environment) {
      // The personal file comes last and wins.
      if let data = try Self.content(of: file) { try read(data, file: file) }
    }
    try read(environment)
  }

  /// The files that may hold it, the strongest last (XDG Base Directory Specification 0.8).
  static func files(environment: [String: String]) -> [String] {
    let stated = environment["XDG_CONFIG_DIRS"].flatMap { $0.isEmpty ? nil : $0 } ?? "/etc/xdg"
    let shared = stated.split(separator: ":").filter { $0.hasPrefix("/") }.reversed()
    let personal = InstalledFiles(environment: environment).configurationFolder
    return (shared.map { "\($0)/aemedic" } + [personal].compactMap(\.self))
      .map { $0 + "/config.yaml" }
  }

  /// The environment variable that settles an option.
  static func variable(for name: String) -> String {
    "AEMEDIC_" + name.uppercased().replacing("-", with: "_")
  }

  /// How an option is written wherever it can be settled.
  private static func option(_ name: String) -> CommandOption? {
    Command.all.lazy.flatMap(\.allOptions).first { $0.name == name }
  }

  private static func content(of file: String) throws -> [UInt8]? {
    guard InputPath.exists(file) else { return nil }
    guard let data = try? Data(contentsOf: URL(filePath: file)) else {
      throw ConfigurationProblem(.unreadable, at: TextLocation(file: file))
    }
    return Array(data)
  }

  private mutating func read(_ bytes: [UInt8], file: String) throws {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    // A file of nothing but comments settles nothing.
    guard lines.contains(where: { Self.saysSomething($0) }) else { return }
    let root = try YAML.parse(bytes, file: file)
    func problem(_ kind: ConfigurationProblem.Kind, _ node: YAMLNode) -> ConfigurationProblem {
      let line = lines.indices.contains(node.line - 1) ? lines[node.line - 1] : []
      return ConfigurationProblem(
        kind,
        at: TextLocation(
          file: file, line: node.line, column: node.column,
          snippet: String(decoding: line, as: UTF8.self)))
    }
    guard case .mapping(let entries) = root.content else {
      throw problem(.expectedNames, root)
    }
    for entry in entries {
      guard Self.names.contains(entry.name), let option = Self.option(entry.name) else {
        throw problem(.unknownName(entry.name), entry.key)
      }
      guard let value = entry.value.text, !value.isEmpty else {
        throw problem(.expectedText(entry.name), entry.value)
      }
      guard option.choices.isEmpty || option.choices.contains(value) else {
        throw problem(.badValue(value, name: entry.name, known: option.choices), entry.value)
      }
      let place = TextLocation(file: file, line: entry.key.line, column: entry.key.column)
      settings[entry.name] = Setting(
        value: Self.path(value, of: option, in: file), origin: .file(place))
    }
  }

  private static func saysSomething(_ line: some Collection<UInt8>) -> Bool {
    let first = line.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return first != nil && first != UInt8(ascii: "#")
  }

  /// A path in a file counts from the file's own folder, wherever aemedic is started.
  private static func path(_ value: String, of option: CommandOption, in file: String) -> String {
    guard [.file, .folder].contains(option.completed), !value.hasPrefix("/") else { return value }
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folder.joined(separator: "/") + "/" + value
  }

  private mutating func read(_ environment: [String: String]) throws {
    for name in Self.names {
      let variable = Self.variable(for: name)
      guard let value = environment[variable], !value.isEmpty else { continue }
      guard let option = Self.option(name) else { continue }
      // The language may be stated as a locale, and one that is not spoken is no mistake.
      let known = name == "lang" ? Language(locale: value)?.rawValue : value
      guard let known else { continue }
      guard option.choices.isEmpty || option.choices.contains(known) else {
        throw ConfigurationProblem(
          .badVariable(value, variable: variable, known: option.choices), at: nil)
      }
      settings[name] = Setting(value: known, origin: .variable(variable))
    }
  }
}

extension Configuration.Origin {
  /// Where it is, to be shown.
  var text: String {
    switch self {
    case .file(let place): "\(place.file):\(place.line ?? 1)"
    case .variable(let name): name
    }
  }
}
