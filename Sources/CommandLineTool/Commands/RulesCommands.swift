import Diagnosis
import Model
import Reporting
import Rules
import Service

extension Command {
  /// Lists the rules.
  static let rulesList = Command(
    words: ["rules", "list"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "list the rules of the knowledge base", fr: "lister les règles de la base",
      ja: "ナレッジベースのルールを一覧表示する"),
    options: [.knowledge, .house, .format(["text", "json"])],
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
        var standing = "\(rule.severity.rawValue), \(rule.maturity.rawValue)"
        if rule.layer != .shipped { standing += ", \(rule.layer.rawValue)" }
        console.print("\(rule.category)/\(rule.id)  (\(standing))\n")
        let title = Paragraph(rule.title[console.language], width: console.width, indent: 4)
        console.print(TerminalText.harmless(title.lines.map { $0 + "\n" }.joined()))
      }
    }
    return .success
  }

  /// Shows one rule.
  static let rulesShow = Command(
    words: ["rules", "show"], operands: "RULE", operandCount: 1...1,
    summary: LocalizedText(
      en: "show what a rule looks for and when it speaks",
      fr: "montrer ce que cherche une règle et quand elle parle", ja: "ルールの検索内容と発火条件を表示する"),
    options: [.knowledge, .house, .rulesFolder],
    examples: [
      Example(
        call: "aemedic rules show ims-client-secret-unset",
        meaning: LocalizedText(
          en: "its signatures and branches", fr: "ses signatures et ses branches",
          ja: "シグネチャと条件を表示する"))
    ]
  ) { invocation in
    let rule = try invocation.rule(named: invocation.arguments.operands[0])
    invocation.console.print(RuleText(rule, console: invocation.console).text)
    return .success
  }

  /// Prints the schema of rule files.
  static let rulesSchema = Command(
    words: ["rules", "schema"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "print the JSON Schema of rule.yaml, for editors",
      fr: "afficher le schéma JSON de rule.yaml, pour les éditeurs",
      ja: "エディター用に rule.yaml の JSON Schema を出力する"),
    options: [],
    examples: [
      Example(
        call: "aemedic rules schema > kb/schema/rule.schema.json",
        meaning: LocalizedText(
          en: "keep it beside the rules", fr: "le garder près des règles", ja: "ルールと同じ場所に保存する"))
    ]
  ) { invocation in
    invocation.console.print(RuleSchema.text)
    return .success
  }

  /// Checks the rules against articles and remedies.
  static let rulesLint = Command(
    words: ["rules", "lint"], operands: "[DIR]", operandCount: 0...1,
    summary: LocalizedText(
      en: "check rules: fields, expressions, links, cases",
      fr: "vérifier les règles\u{A0}: champs, expressions, liens, cas",
      ja: "ルールを検査する（フィールド、正規表現、リンク、ケース）"),
    options: [
      .knowledge, .plugins,
      CommandOption(
        "house", value: "DIR",
        help: LocalizedText(
          en: "check this house layer over the compiled rules instead of a folder of rules",
          fr: "vérifier cette couche maison par-dessus les règles compilées plutôt qu’un dossier",
          ja: "ルールのフォルダーの代わりに、このハウスレイヤーをコンパイル済みのルールに重ねて検査する")),
      CommandOption(
        "fix",
        help: LocalizedText(
          en: "correct misspelt words in the files",
          fr: "corriger les mots mal écrits dans les fichiers", ja: "ファイル内の綴りの誤りを修正する")),
    ],
    examples: [
      Example(
        call: "aemedic rules lint kb/rules",
        meaning: LocalizedText(
          en: "check the rules of a checkout", fr: "vérifier les règles d’une copie du dépôt",
          ja: "リポジトリーのルールを検査する"))
    ]
  ) { invocation in
    guard invocation.arguments.value("house") == nil else { return try invocation.lintHouse() }
    var folder = try invocation.ruleFolder()
    if invocation.arguments.isSet("fix") { folder = try invocation.fixing(folder) }
    let catalog = try invocation.knowledgePack().catalog
    let problems = try RuleLinter(folder: folder, catalog: catalog).problems()
    for problem in problems { invocation.console.report(problem) }
    return problems.isEmpty ? .success : .invalidKnowledge
  }
}

extension CommandOption {
  /// A folder of rules instead of the compiled ones.
  static let rulesFolder = CommandOption(
    "rules", value: "DIR",
    help: LocalizedText(
      en: "the rules of this folder instead of the compiled ones",
      fr: "les règles de ce dossier au lieu de celles compilées",
      ja: "コンパイル済みのルールの代わりに使うフォルダー"))
}

extension Invocation {
  /// Checks the house layer; what reading found is named where the pack is opened.
  fileprivate func lintHouse() throws -> ExitStatus {
    let pack = try knowledgePack()
    guard let house = pack.house else { return .success }
    let linter = RuleLinter(folder: house.folder, catalog: pack.catalog, over: pack.shipped)
    let problems = try linter.problems().dropFirst(house.folder.problems.count)
    for problem in problems { console.report(problem) }
    let tester = HouseTester(house: house, shipped: pack.shipped, catalog: pack.catalog)
    for standing in try tester.standings() { console.remark(standing.wording) }
    return problems.isEmpty && pack.houseProblems.isEmpty ? .success : .invalidKnowledge
  }

  /// The folder of rules that the person named, or `kb/rules`.
  func ruleFolder() throws -> RuleFolder {
    try ruleFolder(path: arguments.operands.first ?? "kb/rules")
  }

  private func ruleFolder(path: String) throws -> RuleFolder {
    guard InputPath.exists(path) else { throw MissingFile(kind: .rules, tried: [path]) }
    return RuleFolder(path: path)
  }

  /// The rules of `--rules`, or the compiled ones.
  func ruleSet() throws -> RuleSet {
    guard let path = arguments.value("rules") else { return try knowledgePack().rules.ruleSet }
    let folder = try ruleFolder(path: path)
    for problem in folder.problems { console.report(problem) }
    return folder.ruleSet
  }

  /// A rule of `--rules`, or of the compiled ones.
  func rule(named id: String) throws -> Rule {
    let rules = try ruleSet().rules
    guard let rule = rules.first(where: { $0.id == id }) else {
      throw UnknownRule(id: id, known: rules.map(\.id))
    }
    return rule
  }

  /// The folder with its misspelt words corrected; each correction is told.
  fileprivate func fixing(_ folder: RuleFolder) throws -> RuleFolder {
    var folder = folder
    // Correcting one word shows the next; a file has no end of them only if it is no rule.
    for _ in 0..<100 {
      let fixes = try RuleFixer.fix(folder.problems)
      guard !fixes.isEmpty else { break }
      for fix in fixes {
        let place = "\(fix.location.file):\(fix.location.line ?? 0)"
        console.remark(
          LocalizedText(
            en: "\(place): “\(fix.word)” corrected to “\(fix.correction)”",
            fr:
              "\(place)\u{A0}: «\u{A0}\(fix.word)\u{A0}» corrigé en «\u{A0}\(fix.correction)\u{A0}»",
            ja: "\(place)：「\(fix.word)」を「\(fix.correction)」に修正しました"))
      }
      folder = try ruleFolder()
    }
    return folder
  }
}

/// A rule that a person named and that is not there.
struct UnknownRule: Problem, Hashable {
  /// The name as it was written.
  let id: String

  /// The names that are known.
  let known: [String]

  var reason: LocalizedText {
    LocalizedText(
      en: "there is no rule “\(id)”", fr: "il n’y a pas de règle «\u{A0}\(id)\u{A0}»",
      ja: "ルール「\(id)」はありません")
  }

  var hint: LocalizedText? {
    if Suggestion.closest(to: id, in: known) != nil {
      return Suggestion.hint(for: id, among: known)
    }
    return LocalizedText(
      en: "list them with `aemedic rules list`", fr: "listez-les avec `aemedic rules list`",
      ja: "`aemedic rules list` で一覧を表示できます")
  }
}
