import FoundationEssentials
import Model
import Remediation
import RemedyProtocol
import Reporting

extension Command {
  /// Lists the installed plugins.
  static let pluginList = Command(
    words: ["plugin", "list"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "list the installed plugins and whether their code may run",
      fr: "lister les plugins installés et dire si leur code peut s’exécuter",
      ja: "インストール済みのプラグインと、コードの実行可否を一覧表示する"),
    options: [.plugins],
    examples: [
      Example(
        call: "aemedic plugin list",
        meaning: LocalizedText(
          en: "each plugin with its standing", fr: "chaque plugin et son statut",
          ja: "各プラグインとその状態を確認する"))
    ]
  ) { try PluginCommand($0).list() }

  /// Shows one plugin.
  static let pluginInspect = Command(
    words: ["plugin", "inspect"], operands: "PLUGIN", operandCount: 1...1,
    summary: LocalizedText(
      en: "show what a plugin is, what it may ask for, and what contains it here",
      fr: "montrer ce qu’est un plugin, ce qu’il peut demander et ce qui le confine ici",
      ja: "プラグインの内容、許可、このマシンでの封じ込めを表示する"),
    options: [.plugins],
    examples: [
      Example(
        call: "aemedic plugin inspect crypto-key-store",
        meaning: LocalizedText(
          en: "before it is trusted", fr: "avant de l’approuver", ja: "信頼する前に確認する"))
    ]
  ) { try PluginCommand($0).inspect() }

  /// Tries a plugin out.
  static let pluginTest = Command(
    words: ["plugin", "test"], operands: "DIR", operandCount: 1...1,
    summary: LocalizedText(
      en: "put a plugin through its paces, for its author",
      fr: "mettre un plugin à l’épreuve, pour son auteur", ja: "プラグインの適合性を試す（作者向け）"),
    options: [],
    examples: [
      Example(
        call: "aemedic plugin test ./my-plugin",
        meaning: LocalizedText(
          en: "handshake, versions, samples, determinism, ends",
          fr: "poignée de main, versions, exemples, déterminisme, fins",
          ja: "ハンドシェイク、バージョン、サンプル、決定性、終了を試す"))
    ]
  ) { try PluginCommand($0).test() }

  /// Trusts a plugin's code.
  static let pluginTrust = Command(
    words: ["plugin", "trust"], operands: "PLUGIN", operandCount: 1...1,
    summary: LocalizedText(
      en: "let a plugin’s code run, as its files are now",
      fr: "laisser s’exécuter le code d’un plugin, tel que sont ses fichiers",
      ja: "プラグインのコードの実行を、現在のファイルのまま許可する"),
    options: [
      .plugins,
      CommandOption(
        "digest", value: "DIGEST",
        help: LocalizedText(
          en: "trust it only if this is the digest of its files",
          fr: "n’approuver que si telle est l’empreinte de ses fichiers",
          ja: "ファイルのダイジェストがこの値の場合だけ信頼する")),
      CommandOption(
        "forget",
        help: LocalizedText(
          en: "take the word back", fr: "retirer l’approbation", ja: "信頼を取り消す")),
    ],
    examples: [
      Example(
        call: "aemedic plugin trust my-plugin",
        meaning: LocalizedText(
          en: "until one of its files changes", fr: "jusqu’à ce qu’un de ses fichiers change",
          ja: "ファイルが変わるまで信頼する"))
    ]
  ) { try PluginCommand($0).trust() }
}

/// Carries out the commands about plugins.
private struct PluginCommand {
  private let invocation: Invocation
  private var console: Console { invocation.console }

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func list() throws -> ExitStatus {
    for manifest in try invocation.remedyLibrary().manifests {
      show("\(manifest.id) \(manifest.version)", indent: 0)
      show(manifest.title.localized[console.language], indent: 2)
      show(manifest.standing.wording[console.language], indent: 2)
    }
    return .success
  }

  func inspect() throws -> ExitStatus {
    let manifest = try manifest()
    show("\(manifest.id) \(manifest.version)", indent: 0)
    show(manifest.title.localized[console.language], indent: 2)
    show(manifest.standing.wording[console.language], indent: 2)
    show(manifest.folder, indent: 2)
    show(manifest.digest, indent: 2)
    for action in manifest.actions {
      show("\(action.id): \(action.title.localized[console.language])", indent: 2)
    }
    guard let executable = manifest.executable else { return .success }
    show(executable.command.joined(separator: " "), indent: 2)
    show(PluginWords.grant[console.language], indent: 2)
    for (name, values) in executable.grant.lists {
      show("\(name): \(values.joined(separator: ", "))", indent: 4)
    }
    show(PluginWords.containment[console.language], indent: 2)
    for line in PluginContainment.current.wordings { show(line[console.language], indent: 4) }
    return .success
  }

  func test() throws -> ExitStatus {
    let trial = try PluginTrial(
      folder: absolute(invocation.arguments.operands[0]),
      host: HostIdentity(name: "aemedic", version: VersionCommand.version))
    show("\(trial.plugin.id) \(trial.plugin.version)", indent: 0)
    let isGood = trial.run { result in
      let mark = result.problem == nil ? PluginWords.good : PluginWords.bad
      show("[\(mark[console.language])] \(result.title[console.language])", indent: 2)
      if let problem = result.problem { show(problem[console.language], indent: 6) }
    }
    return isGood ? .success : .invalidKnowledge
  }

  func trust() throws -> ExitStatus {
    let manifest = try manifest()
    var trust = try invocation.pluginTrust()
    if invocation.arguments.isSet("forget") {
      let wasTrusted = try trust.forget(manifest.id)
      console.remark(wasTrusted ? PluginWords.forgotten : PluginWords.unknown)
      return .success
    }
    guard manifest.kind == .executable else {
      console.remark(PluginWords.noCode)
      return .success
    }
    if let digest = invocation.arguments.value("digest"), digest != manifest.digest {
      throw OtherDigest(given: digest, found: manifest.digest)
    }
    try trust.trust(
      manifest, person: RemedyDesk.person(console.environment), now: Invocation.now)
    show("\(manifest.id) \(manifest.digest)", indent: 0)
    show(trust.path, indent: 2)
    return .success
  }

  private func manifest() throws -> RemedyManifest {
    let name = invocation.arguments.operands[0]
    let library = try invocation.remedyLibrary()
    guard let manifest = library.manifest(name) else {
      throw UnknownRemedy(name: name, known: library.manifests.map(\.id))
    }
    return manifest
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private func show(_ text: String, indent: Int) {
    let lines = Paragraph(
      TerminalText.harmless(text), width: console.width, indent: indent, hanging: 2
    ).lines
    console.print(lines.map { $0 + "\n" }.joined())
  }
}

/// Somebody expected other files.
private struct OtherDigest: ToolProblem {
  let given: String
  let found: String

  var exitStatus: ExitStatus { .refused }

  var reason: LocalizedText {
    LocalizedText(
      en: "the digest of the plugin’s files is “\(found)”, not “\(given)”",
      fr:
        "l’empreinte des fichiers du plugin est «\u{A0}\(found)\u{A0}», pas «\u{A0}\(given)\u{A0}»",
      ja: "プラグインのファイルのダイジェストは「\(given)」ではなく「\(found)」です")
  }
}
