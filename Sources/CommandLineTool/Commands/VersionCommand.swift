import Diagnosis
import KnowledgeBase
import Model
import Remediation
import Rules

extension Command {
  /// Says which version of the tool this is.
  static let version = Command(
    words: ["version"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "say which version this is, also as `--version`",
      fr: "donner la version, comme `--version`", ja: "バージョンを表示する（`--version` と同じ）"),
    options: [
      CommandOption(
        "json",
        help: LocalizedText(
          en: "as JSON, with the knowledge base and the libraries",
          fr: "en JSON, avec la base de connaissances et les bibliothèques",
          ja: "ナレッジベースとライブラリーの情報を含めて JSON で出力する")),
      .knowledge,
    ],
    examples: [
      Example(
        call: "aemedic version --json",
        meaning: LocalizedText(
          en: "what to quote where something is wrong with aemedic itself",
          fr: "à joindre quand aemedic lui-même pose problème",
          ja: "aemedic 自体の問題を報告するときに添える情報"))
    ], toleratesMisconfiguration: true
  ) { invocation in
    let console = invocation.console
    guard invocation.arguments.isSet("json") else {
      console.print("aemedic \(VersionCommand.version)\n")
      return .success
    }
    console.print(
      try JSONText.pretty(VersionAccount(knowledge: invocation.knowledgeAccount())))
    return .success
  }
}

/// Which version of the tool this is.
enum VersionCommand {
  /// The version, as the changelog counts.
  static let version = "0.1.0"
}

/// What `version --json` says.
private struct VersionAccount: Encodable {
  let name = "aemedic"
  let version = VersionCommand.version
  let commit = Components.commit
  let libraries = Dictionary(
    uniqueKeysWithValues: Components.libraries.map { ($0.name, $0.version) })
  let knowledge: KnowledgeSummary?

  init(knowledge: KnowledgeSummary?) {
    self.knowledge = knowledge
  }
}

/// A knowledge base in a few numbers.
struct KnowledgeSummary: Encodable {
  let file: String
  let format: Int
  let rules: Int
  let articles: Int
}

extension Invocation {
  /// The knowledge base in a few numbers; `nil` if there is none that can be used.
  fileprivate func knowledgeAccount() -> KnowledgeSummary? {
    let files = InstalledFiles(environment: console.environment)
    guard let file = try? files.knowledgeFile(option: arguments.value("kb")) else { return nil }
    return try? KnowledgeSummary(file: file)
  }
}

extension KnowledgeSummary {
  /// Opens a knowledge base and counts, without the house layer.
  init(file: String) throws {
    let store = try KnowledgeStore(path: file)
    let pack = try KnowledgePack(store: store, remedies: RemedyLibrary(folders: []))
    self.init(
      file: file, format: KnowledgeStore.format, rules: pack.shipped.rules.count,
      articles: try store.statistics().articles)
  }
}
