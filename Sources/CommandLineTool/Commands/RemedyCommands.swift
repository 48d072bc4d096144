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
    options: CommandOption.remedyTarget + CommandOption.remedyAccess
      + [.format(["text", "json"]), .output, .plugins],
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
    let plan = try invocation.plan(invocation.arguments.operands[0])
    try write(plan)
    return plan.outcome == .refused ? .refused : .success
  }

  private func write(_ plan: Plan) throws {
    let output = invocation.arguments.value("output")
    let text =
      invocation.arguments.value("format") == "json"
      ? String(decoding: try plan.canonicalJSON(), as: UTF8.self)
      : try invocation.console.text(of: plan)
    // A plan names files, lengths and sums, never what they hold: nothing is to be masked.
    try OutputFile(path: output).write(text, console: invocation.console)
    if let output, output != "-", invocation.arguments.value("format") == "json" {
      invocation.console.explain(try invocation.console.text(of: plan, file: output, isShort: true))
    }
  }
}

extension Console {
  /// A plan as text, each line broken to the width with what follows hanging below it.
  func text(of plan: Plan, file: String? = nil, isShort: Bool = false) throws -> String {
    let lines = try PlanText(plan, language: language, file: file, isShort: isShort).lines
    return broken(lines)
  }

  /// Lines broken to the width, each with its own indent.
  func broken(_ lines: [String]) -> String {
    let broken = lines.flatMap { line -> [String] in
      // A command that is to be pasted stays whole.
      guard !line.contains("--approve sha256:") else { return [line] }
      let indent = line.prefix { $0 == " " }.count
      return Paragraph(
        String(line.dropFirst(indent)), width: width, indent: indent,
        hanging: indent == 0 ? 0 : 2
      ).lines
    }
    return TerminalText.harmless(broken.joined(separator: "\n") + "\n")
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
struct UnknownRemedy: ToolProblem {
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
    case .noRecipe, .otherDeployment: .refused
    default: .usage
    }
  }
}
