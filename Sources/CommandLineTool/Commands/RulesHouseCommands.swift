import Diagnosis
import FoundationEssentials
import Model
import Redaction
import Reporting
import Rules

extension Command {
  /// Drafts a rule.
  static let rulesNew = Command(
    words: ["rules", "new"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "draft a rule from an unknown error of a report",
      fr: "ébaucher une règle à partir d’une erreur inconnue d’un rapport",
      ja: "レポートの未知のエラーからルールの下書きを作成する"),
    options: [
      .fromReport,
      CommandOption(
        "unknown", value: "FINGERPRINT",
        help: LocalizedText(
          en: "the fingerprint of the unknown error, or its beginning",
          fr: "l’empreinte de l’erreur inconnue, ou son début", ja: "未知のエラーのフィンガープリント（先頭部分でも可）")),
      CommandOption(
        "output", short: "o", value: "DIR",
        help: LocalizedText(
          en: "the folder of rules to write to (default: that of the house layer)",
          fr: "le dossier de règles où écrire (par défaut\u{A0}: celui de la couche maison)",
          ja: "書き出し先のルールフォルダー（既定：ハウスレイヤーのルール）")),
      .knowledge, .house, .plugins,
    ],
    examples: [
      Example(
        call: "aemedic rules new --from-report report.json --unknown v1:6f1c -o house/rules",
        meaning: LocalizedText(
          en: "a folder to be completed, with a case and articles to look at",
          fr: "un dossier à compléter, avec un cas et des articles à consulter",
          ja: "ケースと参考記事を含む下書きのフォルダーを作成する"))
    ]
  ) { invocation in
    let report = try invocation.startingReport()
    let wanted = try invocation.needed("unknown")
    guard
      let error = report.unknowns.first(where: {
        $0.fingerprint == wanted || $0.fingerprint.hasPrefix(wanted)
          || $0.fingerprint.hasPrefix("v1:" + wanted)
      })
    else { throw NotInReport(name: wanted, known: report.unknowns.map(\.fingerprint)) }
    let output = invocation.arguments.value("output")
    guard let folder = try output ?? invocation.houseFolder().map({ "\($0)/rules" }) else {
      throw UsageProblem(.missingOption("output"), command: invocation.command.name)
    }
    let pack = try invocation.knowledgePack()
    let source = error.places.first?.source
    let kind = report.coverage.sources.first { $0.path == source }?.kind
    // A report that was not written by `diagnose` may hold anything.
    var redactor = Redactor()
    let draft = try RuleDraft(
      redactor.redact(error), in: kind.flatMap { $0.isSearchedAsText ? $0 : nil } ?? .errorLog,
      taken: Set(pack.rules.ruleSet.rules.map(\.id)),
      languages: { (try? pack.catalog.languages(of: $0)) ?? [] })
    let path = try draft.write(into: folder)
    invocation.console.print("\(path)\n")
    invocation.console.remark(
      LocalizedText(
        en: "a draft does not run: complete it, set its status to test, and add a case that must"
          + " stay silent",
        fr: "un brouillon ne s’exécute pas\u{A0}: complétez-le, passez son statut à test et ajoutez"
          + " un cas qui doit rester silencieux",
        ja: "下書きは実行されません。内容を補い、status を test にして、発火してはならないケースを追加してください"))
    return .success
  }

  /// Puts a verdict right.
  static let rulesCorrect = Command(
    words: ["rules", "correct"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "put a wrong verdict right: write it into the house layer as a case",
      fr: "corriger un verdict erroné\u{A0}: l’inscrire comme cas dans la couche maison",
      ja: "誤った判定を訂正し、ハウスレイヤーにケースとして記録する"),
    options: [
      .fromReport,
      CommandOption(
        "finding", value: "ID",
        help: LocalizedText(
          en: "the finding that is wrong: its rule or its fingerprint",
          fr: "le verdict erroné\u{A0}: sa règle ou son empreinte",
          ja: "誤っている判定のルール ID またはフィンガープリント")),
      CommandOption(
        "expect", value: "none|RULE",
        help: LocalizedText(
          en: "what is right: none, or the rule that should speak instead",
          fr: "ce qui est juste\u{A0}: none, ou la règle qui devrait parler à sa place",
          ja: "正しい判定：none、または代わりに発火すべきルール")),
      CommandOption(
        "reason", value: "TEXT",
        help: LocalizedText(
          en: "why, for those who come later", fr: "pourquoi, pour ceux qui viendront après",
          ja: "理由（後から見る人のため）")),
      CommandOption(
        "from", value: "PATH", isRepeatable: true,
        help: LocalizedText(
          en: "the original input, to take whole records and files from",
          fr: "les données d’origine, pour en reprendre enregistrements et fichiers entiers",
          ja: "元の入力。レコードやファイル全体を取り込む")),
      .knowledge, .house, .plugins,
    ],
    examples: [
      Example(
        call: "aemedic rules correct --from-report report.json --finding oak-document-lease-lost"
          + " --expect none --reason \"planned restart\" --house house",
        meaning: LocalizedText(
          en: "a case that `rules test --house house` fails on until the rules agree",
          fr:
            "un cas qui fait échouer `rules test --house house` tant que les règles s’en écartent",
          ja: "ルールが一致するまで `rules test --house house` が失敗するケースを作成する"))
    ]
  ) { try RulesCorrectCommand($0).run() }
}

/// Carries out `rules correct`.
private struct RulesCorrectCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func run() throws -> ExitStatus {
    let report = try invocation.startingReport()
    let wanted = try invocation.needed("finding")
    let expected = try invocation.needed("expect")
    let reason = try invocation.needed("reason")
    guard
      let finding = report.findings.first(where: {
        $0.rule.id == wanted || $0.fingerprint == wanted
      })
    else { throw NotInReport(name: wanted, known: report.findings.map(\.rule.id)) }
    guard let folder = try invocation.houseFolder() else {
      throw UsageProblem(.missingOption("house"), command: invocation.command.name)
    }
    let pack = try invocation.knowledgePack()
    let known = pack.rules.ruleSet.rules.map(\.id)
    if expected != "none", !known.contains(expected) {
      throw UnknownRule(id: expected, known: known + ["none"])
    }
    var redactor = Redactor()
    let correction = RuleCorrection(
      rule: finding.rule.id, expected: expected == "none" ? nil : expected,
      reason: redactor.redact(reason),
      material: try material(of: finding).mapTexts { redactor.redact($0) })
    let path = try correction.write(into: folder, rules: pack.rules, catalog: pack.catalog)
    invocation.console.print("\(path)\n")
    invocation.console.remark(
      LocalizedText(
        en: "`aemedic rules test --house \(folder)` fails until the rules agree: narrow, disable or"
          + " replace “\(finding.rule.id)” in \(folder)/rules.yaml or \(folder)/rules",
        fr: "`aemedic rules test --house \(folder)` échoue tant que les règles s’en écartent\u{A0}:"
          + " restreignez, désactivez ou remplacez «\u{A0}\(finding.rule.id)\u{A0}» dans"
          + " \(folder)/rules.yaml ou \(folder)/rules",
        ja: "ルールが一致するまで `aemedic rules test --house \(folder)` は失敗します。"
          + "\(folder)/rules.yaml または \(folder)/rules で「\(finding.rule.id)」を限定、無効化、"
          + "または置換してください"))
    return .success
  }

  private func material(of finding: Finding) throws -> CaseMaterial {
    let inputs = invocation.arguments.all("from")
    guard !inputs.isEmpty else { return CaseMaterial(quotedBy: finding) }
    return try CaseMaterial(of: finding, in: inputs)
  }
}

extension Invocation {
  /// The folder of the house layer, made if the person named one that is not there.
  fileprivate func houseFolder() throws -> String? {
    let files = InstalledFiles(environment: console.environment)
    if let option = arguments.value("house"), !InputPath.exists(option) {
      try FileManager.default.createDirectory(
        atPath: option, withIntermediateDirectories: true)
    }
    return try files.houseFolder(option: arguments.value("house"))
  }
}

/// A name that a report does not hold.
private struct NotInReport: ToolProblem {
  let name: String
  let known: [String]

  var exitStatus: ExitStatus { .usage }

  var reason: LocalizedText {
    LocalizedText(
      en: "the report does not hold “\(name)”",
      fr: "le rapport ne contient pas «\u{A0}\(name)\u{A0}»",
      ja: "レポートに「\(name)」はありません")
  }

  var hint: LocalizedText? { Suggestion.hint(for: name, among: Array(known.prefix(20))) }
}
