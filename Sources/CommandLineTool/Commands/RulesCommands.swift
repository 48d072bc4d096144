import Diagnosis
import Model
import Reporting
import Rules

extension Command {
  /// Lists the rules.
  static let rulesList = Command(
    words: ["rules", "list"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "list the rules of the knowledge base", fr: "lister les règles de la base",
      ja: "ナレッジベースのルールを一覧表示する"),
    options: [.knowledge, .format(["text", "json"])],
    examples: [
      Example(
        call: "aemedic rules list --format json",
        meaning: LocalizedText(
          en: "every rule with its articles and remedies",
          fr: "toutes les règles avec leurs articles et remèdes",
          ja: "すべてのルールを記事・対処とともに表示する"))
    ]
  ) { invocation in
    let rules = try invocation.knowledgePack().rules.ruleSet.rules
    if invocation.arguments.value("format") == "json" {
      invocation.console.print(try JSONText.pretty(rules.map(RuleRow.init)))
    } else {
      let console = invocation.console
      for rule in rules {
        let standing = "\(rule.severity.rawValue), \(rule.maturity.rawValue)"
        console.print("\(rule.category)/\(rule.id)  (\(standing))\n")
        let title = Paragraph(rule.title[console.language], width: console.width, indent: 4)
        console.print(TerminalText.harmless(title.lines.map { $0 + "\n" }.joined()))
      }
    }
    return .success
  }

  /// Runs the rules' own cases.
  static let rulesTest = Command(
    words: ["rules", "test"], operands: "[DIR]", operandCount: 0...1,
    summary: LocalizedText(
      en: "run the cases of the rules, every rule over every case",
      fr: "exécuter les cas des règles, chaque règle sur chaque cas",
      ja: "ルールのケースを実行する（全ルール × 全ケース）"),
    options: [.knowledge, .plugins],
    examples: [
      Example(
        call: "aemedic rules test kb/rules",
        meaning: LocalizedText(
          en: "test the rules of a checkout", fr: "tester les règles d’une copie du dépôt",
          ja: "リポジトリーのルールをテストする"))
    ]
  ) { invocation in
    let console = invocation.console
    let folder = try invocation.ruleFolder()
    for problem in folder.problems { console.report(problem) }
    let catalog = try invocation.knowledgePack().catalog
    let outcomes = try RuleTester(folder: folder, catalog: catalog).outcomes()
    for outcome in outcomes where !outcome.isPassed {
      console.print("✘ \(outcome.ruleCase.path)\n")
      for difference in outcome.differences { console.print("    \(difference)\n") }
    }
    let failed = outcomes.count { !$0.isPassed }
    let (passed, rules) = (outcomes.count - failed, folder.ruleSet.rules.count)
    console.print(
      LocalizedText(
        en: "\(rules) rules, \(passed) cases passed, \(failed) failed\n",
        fr: "\(rules) règles, \(passed) cas réussis, \(failed) échoués\n",
        ja: "ルール \(rules) 件、成功 \(passed) 件、失敗 \(failed) 件\n")[console.language])
    return failed == 0 && folder.problems.isEmpty ? .success : .invalidKnowledge
  }

  /// Checks the rules against articles and remedies.
  static let rulesLint = Command(
    words: ["rules", "lint"], operands: "[DIR]", operandCount: 0...1,
    summary: LocalizedText(
      en: "check rules: fields, expressions, links, cases",
      fr: "vérifier les règles\u{A0}: champs, expressions, liens, cas",
      ja: "ルールを検査する（フィールド、正規表現、リンク、ケース）"),
    options: [.knowledge, .plugins],
    examples: [
      Example(
        call: "aemedic rules lint kb/rules",
        meaning: LocalizedText(
          en: "check the rules of a checkout", fr: "vérifier les règles d’une copie du dépôt",
          ja: "リポジトリーのルールを検査する"))
    ]
  ) { invocation in
    let folder = try invocation.ruleFolder()
    let catalog = try invocation.knowledgePack().catalog
    let problems = try RuleLinter(folder: folder, catalog: catalog).problems()
    for problem in problems { invocation.console.report(problem) }
    return problems.isEmpty ? .success : .invalidKnowledge
  }
}

extension Invocation {
  /// The folder of rules that the person named, or `kb/rules`.
  fileprivate func ruleFolder() throws -> RuleFolder {
    let path = arguments.operands.first ?? "kb/rules"
    guard InputPath.exists(path) else { throw MissingFile(kind: .rules, tried: [path]) }
    return RuleFolder(path: path)
  }
}

private struct RuleRow: Encodable {
  let id: String
  let version: Int
  let status: String
  let severity: String
  let category: String
  let title: LocalizedText
  let articles: [String]
  let remedies: [String]

  init(_ rule: Rule) {
    id = rule.id
    version = rule.version
    status = rule.maturity.rawValue
    severity = rule.severity.rawValue
    category = rule.category
    title = rule.title
    articles = rule.articles.map(\.number.rawValue)
    remedies = rule.remedies.map(\.plugin)
  }
}
