import Diagnosis
import KnowledgeBase
import Model
import Reporting

extension Command {
  /// Lists what the last import changed.
  static let knowledgeChanges = Command(
    words: ["kb", "changes"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "list what the last import changed, and which rules point to it",
      fr: "lister ce que le dernier import a changé, et les règles qui y renvoient",
      ja: "直近の取り込みで変わった記事と、それを参照するルールを一覧表示する"),
    options: [.knowledge, .format(["text", "json"])],
    examples: [
      Example(
        call: "aemedic kb changes --kb my.kb",
        meaning: LocalizedText(
          en: "after an import: what to look at again",
          fr: "après un import\u{A0}: ce qu’il faut revoir", ja: "取り込み後に見直すべき記事を確認する"))
    ]
  ) { try KnowledgeChanges($0).run() }
}

/// Carries out `kb changes`.
private struct KnowledgeChanges {
  private struct Row: Encodable {
    let number: String
    let language: String
    let change: String
    let title: String?
    let rules: [String]
  }

  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func run() throws -> ExitStatus {
    let console = invocation.console
    let store = try invocation.knowledgeStore()
    let rules = try RuleReferences(store)
    let rows = try store.changes().map { change in
      Row(
        number: change.number.rawValue, language: change.language.rawValue,
        change: change.kind.rawValue,
        title: try store.reference(change.number, in: change.language)?.title,
        rules: rules.pointing(to: change.number))
    }
    if invocation.arguments.value("format") == "json" {
      console.print(try JSONText.pretty(rows))
      return .success
    }
    if rows.isEmpty { console.remark(Self.nothing) }
    for row in rows {
      var line = "\(row.number)  \(row.language)  \(Self.word(row.change)[console.language])"
      if let title = row.title { line += "  \(title)" }
      if !row.rules.isEmpty { line += "  ← " + row.rules.joined(separator: ", ") }
      console.print(TerminalText.harmless(line) + "\n")
    }
    return .success
  }

  private static let nothing = LocalizedText(
    en: "the last import changed nothing", fr: "le dernier import n’a rien changé",
    ja: "直近の取り込みによる変更はありません")

  private static func word(_ change: String) -> LocalizedText {
    switch ArticleChange.Kind(rawValue: change) {
    case .added: LocalizedText(en: "new", fr: "nouveau", ja: "新規")
    case .changed: LocalizedText(en: "changed", fr: "modifié", ja: "更新")
    case .removed, nil: LocalizedText(en: "removed", fr: "supprimé", ja: "削除")
    }
  }
}
