import FoundationEssentials
import Model
import Remediation
import RemedyProtocol
import Reporting

extension Command {
  /// Lists the installed remedies.
  static let remedyList = Command(
    words: ["remedy", "list"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "list the installed remedies", fr: "lister les remèdes installés",
      ja: "インストール済みの対処プラグインを一覧表示する"),
    options: [.plugins],
    examples: [
      Example(
        call: "aemedic remedy list",
        meaning: LocalizedText(
          en: "what can be planned", fr: "ce qui peut être planifié", ja: "計画できる対処を確認する"))
    ]
  ) { invocation in
    RemedyListing(invocation.console).show(try invocation.remedyLibrary())
    return .success
  }
}

extension Command {
  /// Plans a remedy.
  static let remedyPlan = Command(
    words: ["remedy", "plan"], operands: "REMEDY", operandCount: 1...1,
    summary: LocalizedText(
      en: "show exactly what a remedy would do, and do nothing",
      fr: "montrer exactement ce que ferait un remède, sans agir",
      ja: "対処の内容を正確に表示する（実行はしない）"),
    options: [
      CommandOption(
        "action", value: "NAME",
        help: LocalizedText(
          en: "which of the remedy’s actions (default: its only one)",
          fr: "laquelle de ses actions (par défaut\u{A0}: l’unique)", ja: "対処プラグインのアクション（既定：唯一のもの）")
      ),
      CommandOption(
        "instance", value: "DIR",
        help: LocalizedText(
          en: "the installation: crx-quickstart, or the folder that holds it",
          fr: "l’installation\u{A0}: crx-quickstart ou le dossier qui le contient",
          ja: "インストール先（crx-quickstart またはその親フォルダー）")),
      CommandOption(
        "url", value: "URL",
        help: LocalizedText(
          en: "the address of the instance itself, not of a dispatcher",
          fr: "l’adresse de l’instance elle-même, pas d’un dispatcher",
          ja: "インスタンス自体のアドレス（Dispatcher ではない）")),
      CommandOption(
        "deployment", value: "KIND",
        choices: RemedyDeployment.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "how AEM is run, if the address does not tell",
          fr: "le mode d’hébergement d’AEM, si l’adresse ne le dit pas",
          ja: "AEM の運用形態（アドレスから判別できない場合）")),
      CommandOption(
        "param", value: "NAME=VALUE", isRepeatable: true,
        help: LocalizedText(
          en: "a parameter of the action", fr: "un paramètre de l’action", ja: "アクションのパラメーター")),
      CommandOption(
        "valid-until", value: "TIME",
        help: LocalizedText(
          en: "until when the plan may be carried out, as 2026-11-22T18:00:00+01:00"
            + " (default: in 24 hours)",
          fr: "jusqu’à quand le plan peut être exécuté, p. ex. 2026-11-22T18:00:00+01:00"
            + " (par défaut\u{A0}: dans 24 heures)",
          ja: "計画の有効期限。例：2026-11-22T18:00:00+01:00（既定：24 時間後）")),
      .format(["text", "json"]), .output, .plugins,
    ],
    examples: [
      Example(
        call: "aemedic remedy plan crypto-key-store \\\n"
          + "--instance /opt/aem/crx-quickstart --url http://localhost:4502",
        meaning: LocalizedText(
          en: "how the crypto keys would be moved out of the repository",
          fr: "comment les clés de chiffrement sortiraient du référentiel",
          ja: "暗号鍵をリポジトリーから移す手順を確認する")),
      Example(
        call: "aemedic remedy plan crypto-key-store \\\n"
          + "--instance /opt/aem --url http://localhost:4502 --format json -o PLAN.json",
        meaning: LocalizedText(
          en: "the plan as a file", fr: "le plan dans un fichier", ja: "計画をファイルに保存する")),
    ]
  ) { try RemedyPlanCommand($0).run() }
}

/// Carries out `remedy plan`.
private struct RemedyPlanCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func run() throws -> ExitStatus {
    let arguments = invocation.arguments
    let library = try invocation.remedyLibrary()
    let name = arguments.operands[0]
    guard let manifest = library.manifest(name) else {
      throw UnknownRemedy(name: name, known: library.manifests.map(\.id))
    }
    let planner = RemedyPlanner(
      host: HostIdentity(name: "aemedic", version: VersionCommand.version),
      now: Timestamp(
        milliseconds: Int64(Date().timeIntervalSince1970 * 1_000), zone: .stated(offset: 0)),
      validUntil: try validUntil())
    let plan: Plan
    do {
      plan = try planner.plan(
        manifest, action: arguments.value("action"),
        target: RemedyTarget(
          instance: arguments.value("instance"), url: arguments.value("url"),
          deployment: arguments.value("deployment").flatMap(RemedyDeployment.init(rawValue:))),
        parameters: try parameters())
    } catch let problem as PlanningProblem {
      // The words of the request are wrong; the target was not looked at.
      invocation.console.report(problem)
      return .usage
    }
    try write(plan)
    return plan.outcome == .refused ? .refused : .success
  }

  private func write(_ plan: Plan) throws {
    let output = invocation.arguments.value("output")
    let text =
      invocation.arguments.value("format") == "json"
      ? String(decoding: try plan.canonicalJSON(), as: UTF8.self) : try lines(of: plan)
    // A plan names files, lengths and sums, never what they hold: nothing is to be masked.
    try OutputFile(path: output).write(text, console: invocation.console)
  }

  /// The plan as text, each line broken to the width with what follows hanging below it.
  private func lines(of plan: Plan) throws -> String {
    let console = invocation.console
    let lines = try PlanText(plan, language: console.language).lines.flatMap { line in
      let indent = line.prefix { $0 == " " }.count
      return Paragraph(
        String(line.dropFirst(indent)), width: console.width, indent: indent,
        hanging: indent == 0 ? 0 : 2
      ).lines
    }
    return TerminalText.harmless(lines.joined(separator: "\n") + "\n")
  }

  private func parameters() throws(UsageProblem) -> [String: String] {
    var parameters: [String: String] = [:]
    for text in invocation.arguments.all("param") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw UsageProblem(
          .badForm(text, option: "param", example: "NAME=VALUE"), command: "remedy plan")
      }
      parameters[String(parts[0])] = String(parts[1])
    }
    return parameters
  }

  private func validUntil() throws(UsageProblem) -> Timestamp? {
    guard let text = invocation.arguments.value("valid-until") else { return nil }
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw UsageProblem(
        .badForm(text, option: "valid-until", example: "2026-11-22T18:00:00+01:00"),
        command: "remedy plan")
    }
    return Timestamp(
      milliseconds: Int64(date.timeIntervalSince1970 * 1_000), zone: .stated(offset: 0))
  }
}

/// Shows the installed remedies.
private struct RemedyListing {
  private let console: Console

  init(_ console: Console) {
    self.console = console
  }

  func show(_ library: RemedyLibrary) {
    for manifest in library.manifests {
      show("\(manifest.id) \(manifest.version)", indent: 0)
      show(manifest.title.localized[console.language], indent: 2)
      for action in manifest.actions {
        let risk = Wording.risk(action.risk.rawValue)[console.language]
        let remark = console.language == .ja ? "（\(risk)）" : " (\(risk))"
        show("\(action.id)\(remark)", indent: 4)
        show(action.title.localized[console.language], indent: 6)
      }
    }
  }

  private func show(_ text: String, indent: Int) {
    let lines = Paragraph(text, width: console.width, indent: indent).lines
    console.print(TerminalText.harmless(lines.map { $0 + "\n" }.joined()))
  }
}

/// A remedy that is not installed.
private struct UnknownRemedy: ToolProblem {
  let name: String
  let known: [String]

  var exitStatus: ExitStatus { .usage }

  var reason: LocalizedText {
    LocalizedText(
      en: "there is no remedy “\(name)”", fr: "il n’y a pas de remède «\u{A0}\(name)\u{A0}»",
      ja: "対処プラグイン「\(name)」はありません")
  }

  var hint: LocalizedText? { Suggestion.hint(for: name, among: known) }
}

extension PlanningProblem: ToolProblem {
  /// What the person wrote is wrong, unless the recipe is.
  var exitStatus: ExitStatus {
    switch self {
    case .forbiddenPath, .unusableRecipe: .invalidKnowledge
    default: .usage
    }
  }
}
