import FoundationEssentials
import Model

/// Where the tool finds the compiled knowledge base and the remedies.
///
/// In this order: the option, the environment variable, beside the program, the
/// share folder of the installation. The working folder and `PATH` are never
/// searched: a support bundle may be the working folder.
struct InstalledFiles {
  private let environment: [String: String]

  init(environment: [String: String]) {
    self.environment = environment
  }

  /// The compiled knowledge base.
  func knowledgeFile(option: String?) throws(MissingFile) -> String {
    let candidates = candidates(
      option: option, variable: "AEMEDIC_KB", names: ["aemedic.kb", "../share/aemedic/aemedic.kb"])
    guard let found = candidates.first(where: InputPath.exists) else {
      throw MissingFile(kind: .knowledge, tried: candidates)
    }
    return found
  }

  private static let pluginPlaces = ["plugins", "../share/aemedic/plugins"]

  /// The folders that hold plugins, one folder each: the stated one, or those that came with the
  /// program and those of the user.
  func pluginFolders(option: String?) throws(MissingFile) -> [String] {
    let candidates = candidates(
      option: option, variable: "AEMEDIC_PLUGINS", names: Self.pluginPlaces)
    let found = candidates.first(where: InputPath.exists)
    guard found != nil || option == nil else {
      throw MissingFile(kind: .plugins, tried: candidates)
    }
    let isStated = option != nil || !(environment["AEMEDIC_PLUGINS"] ?? "").isEmpty
    return ([found] + (isStated ? [] : [userPlugins])).compactMap(\.self)
      .filter(InputPath.exists)
  }

  /// Where a user's own plugins lie.
  private var userPlugins: String? {
    let home = environment["HOME"].map { "\($0)/.local/share" }
    let stated = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (stated ?? home).map { "\($0)/aemedic/plugins" }
  }

  /// The digests of the executable plugins that came with the program, by name.
  ///
  /// They stand beside the program, so that nobody can change them who could not change it too.
  var shippedPlugins: [String: String] {
    for place in Self.pluginPlaces {
      let path = "\(Self.programFolder)/\(place)/shipped.sha256"
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      let pairs = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        return words.count == 2 ? (words[1], words[0]) : nil
      }
      return Dictionary(pairs) { first, _ in first }
    }
    return [:]
  }

  /// The folder of the page; `nil` if it is not installed.
  func pageFolder(option: String?) throws(MissingFile) -> String? {
    let candidates = candidates(
      option: option, variable: "AEMEDIC_PAGE", names: ["page", "../share/aemedic/page"])
    if let found = candidates.first(where: InputPath.exists) { return found }
    guard option == nil else { throw MissingFile(kind: .page, tried: candidates) }
    return nil
  }

  /// The folder of the house layer; `nil` if there is none.
  func houseFolder(option: String?) throws(MissingFile) -> String? {
    let stated = option ?? environment["AEMEDIC_HOUSE"].flatMap { $0.isEmpty ? nil : $0 }
    if let stated {
      guard InputPath.exists(stated) else { throw MissingFile(kind: .house, tried: [stated]) }
      return stated
    }
    return houseDefault.flatMap { InputPath.exists($0) ? $0 : nil }
  }

  /// Where the house layer lies if nobody says otherwise.
  var houseDefault: String? {
    configurationFolder.map { "\($0)/house" }
  }

  /// What a person settles for all runs; `nil` where they have no home.
  var configurationFolder: String? { personalFolder("XDG_CONFIG_HOME", under: ".config") }

  /// What can be made again at any time; `nil` where the person has no home.
  var cacheFolder: String? { personalFolder("XDG_CACHE_HOME", under: ".cache") }

  /// The folder of aemedic among a person's own (XDG Base Directory Specification 0.8).
  private func personalFolder(_ variable: String, under name: String) -> String? {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/\(name)" : nil }
    let stated = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (stated ?? home).map { "\($0)/aemedic" }
  }

  private func candidates(option: String?, variable: String, names: [String]) -> [String] {
    if let option { return [option] }
    if let stated = environment[variable], !stated.isEmpty { return [stated] }
    let folder = Self.programFolder
    return names.map { "\(folder)/\($0)" }
  }

  /// The running program.
  static var program: String {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let called = CommandLine.arguments.first
    // Where a C library of its own is brought along, that library's loader is what runs; it is
    // told the path of the script that calls it.
    if let link, let called, called.hasPrefix("/"), link.contains("/ld-linux") { return called }
    return link ?? called ?? ""
  }

  /// The folder of the running program.
  private static var programFolder: String {
    program.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
  }
}

/// Paths that a person names.
enum InputPath {
  /// Whether there may be anything at a path, also where its name is no UTF-8 and arrived repaired.
  static func mayExist(_ path: String) -> Bool {
    path == "-" || path.contains("\u{FFFD}") || exists(path)
  }

  /// Whether there is anything at a path.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}

/// A file of the installation that is not there.
struct MissingFile: ToolProblem {
  /// What is missing.
  enum Kind: Hashable, Sendable {
    case knowledge
    case plugins
    case rules
    case house
    case cache
    case page
    case certificate
  }

  let kind: Kind

  /// Where it was looked for.
  let tried: [String]

  var exitStatus: ExitStatus { .invalidKnowledge }

  var reason: LocalizedText {
    let places = tried.joined(separator: ", ")
    switch kind {
    case .knowledge:
      return LocalizedText(
        en: "the compiled knowledge base is missing: \(places)",
        fr: "la base de connaissances compilée manque\u{A0}: \(places)",
        ja: "コンパイル済みのナレッジベースがありません：\(places)")
    case .plugins:
      return LocalizedText(
        en: "the folder of remedies is missing: \(places)",
        fr: "le dossier des remèdes manque\u{A0}: \(places)",
        ja: "対処プラグインのフォルダーがありません：\(places)")
    case .rules:
      return LocalizedText(
        en: "there is no folder of rules: \(places)",
        fr: "il n’y a pas de dossier de règles\u{A0}: \(places)",
        ja: "ルールのフォルダーがありません：\(places)")
    case .house:
      return LocalizedText(
        en: "there is no house layer: \(places)",
        fr: "il n’y a pas de couche maison\u{A0}: \(places)",
        ja: "ハウスレイヤーがありません：\(places)")
    case .cache:
      return LocalizedText(
        en: "the articles of the house layer need a cache folder, and there is no home for it",
        fr: "les articles de la couche maison demandent un dossier de cache, et il n’y a pas de"
          + " dossier personnel où le placer",
        ja: "ハウスレイヤーの記事にはキャッシュフォルダーが必要ですが、ホームフォルダーがありません")
    case .page:
      return LocalizedText(
        en: "the folder of the page is missing: \(places)",
        fr: "le dossier de la page manque\u{A0}: \(places)",
        ja: "ページのフォルダーがありません：\(places)")
    case .certificate:
      return LocalizedText(
        en: "this file of certificate or key cannot be read: \(places)",
        fr: "ce fichier de certificat ou de clé est illisible\u{A0}: \(places)",
        ja: "証明書または鍵のファイルを読み込めません：\(places)")
    }
  }

  var hint: LocalizedText? {
    switch kind {
    case .knowledge:
      LocalizedText(
        en: "compile it with `aemedic kb build kb -o aemedic.kb` and name it with --kb,"
          + " or run `make kb` in a checkout",
        fr: "compilez-la avec `aemedic kb build kb -o aemedic.kb` et indiquez-la avec --kb,"
          + " ou lancez `make kb` dans une copie du dépôt",
        ja: "`aemedic kb build kb -o aemedic.kb` でコンパイルして --kb で指定するか、"
          + "リポジトリーで `make kb` を実行してください")
    case .plugins:
      LocalizedText(
        en: "name the folder with --plugins", fr: "indiquez le dossier avec --plugins",
        ja: "--plugins でフォルダーを指定してください")
    case .rules:
      LocalizedText(
        en: "name the folder, such as `aemedic rules test kb/rules`",
        fr: "indiquez le dossier, p. ex. `aemedic rules test kb/rules`",
        ja: "`aemedic rules test kb/rules` のようにフォルダーを指定してください")
    case .house:
      LocalizedText(
        en: "make the folder, or name another one with --house",
        fr: "créez ce dossier, ou indiquez-en un autre avec --house",
        ja: "フォルダーを作成するか、--house で別のフォルダーを指定してください")
    case .cache:
      LocalizedText(
        en: "set HOME or XDG_CACHE_HOME to a full path",
        fr: "donnez à HOME ou à XDG_CACHE_HOME un chemin complet",
        ja: "HOME か XDG_CACHE_HOME に絶対パスを設定してください")
    case .page:
      LocalizedText(
        en: "name the folder with --page", fr: "indiquez le dossier avec --page",
        ja: "--page でフォルダーを指定してください")
    case .certificate: nil
    }
  }
}
