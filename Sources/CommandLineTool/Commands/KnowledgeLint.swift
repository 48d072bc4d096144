import Diagnosis
import KnowledgeBase
import Model

extension Command {
  /// Checks our own articles.
  static let knowledgeLint = Command(
    words: ["kb", "lint"], operands: "[DIR]", operandCount: 0...1,
    summary: LocalizedText(
      en: "check articles: front matter, sections, languages, links, personal data",
      fr: "vérifier les articles\u{A0}: en-tête, sections, langues, renvois, données personnelles",
      ja: "記事を検査する（フロントマター、セクション、言語間の差異、参照、個人情報）"),
    options: [.knowledge],
    examples: [
      Example(
        call: "aemedic kb lint kb/articles",
        meaning: LocalizedText(
          en: "check the articles of a checkout", fr: "vérifier les articles d’une copie du dépôt",
          ja: "リポジトリーの記事を検査する"))
    ]
  ) { invocation in
    let linter = try ArticleLinter(
      folder: invocation.arguments.operands.first ?? "kb/articles")
    let store = try invocation.knowledgeStore()
    let statistics = try store.statistics()
    let hasImported = statistics.texts.values.reduce(0, +) > statistics.ownTexts
    let rules = try RuleReferences(store).rules
    let problems = linter.problems(
      rules: rules.isEmpty ? nil : rules, imported: hasImported ? try store.numbers() : [])
    for problem in problems { invocation.console.report(problem) }
    return problems.isEmpty ? .success : .invalidKnowledge
  }
}
