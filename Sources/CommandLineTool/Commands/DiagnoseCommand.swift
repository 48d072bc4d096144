import Diagnosis
import Model
import Reporting

extension Command {
  /// Finds known problems.
  static let diagnose = Command(
    words: ["diagnose"], operands: "[PATH…|-]", operandCount: 0...100_000,
    summary: LocalizedText(
      en: "find known problems in logs, payloads, configurations",
      fr: "trouver les problèmes connus dans ce que vous avez reçu",
      ja: "ログ、ペイロード、設定などから既知の問題を見つける"),
    options: [
      .format(["text", "json"]), .output,
      CommandOption(
        "fail-on", value: "SEVERITY", choices: Severity.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "the severity from which findings make the exit status 1 (default: error)",
          fr: "la gravité à partir de laquelle le code de sortie vaut 1 (par défaut\u{A0}: error)",
          ja: "終了ステータスを 1 にする重大度の下限（既定：error）")),
      .jobs, .timeZone, .knowledge, .plugins,
    ] + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic diagnose case-4711.zip",
        meaning: LocalizedText(
          en: "a support bundle as it came", fr: "un dossier de support tel quel",
          ja: "サポートバンドルをそのまま診断する")),
      Example(
        call: "tail -n 2000 error.log | aemedic diagnose -",
        meaning: LocalizedText(
          en: "what is piped in", fr: "ce qui arrive sur l’entrée standard", ja: "パイプで渡した内容を診断する")),
      Example(
        call: "aemedic diagnose logs/ --format json --fail-on critical",
        meaning: LocalizedText(
          en: "for a triage job", fr: "pour un tri automatique", ja: "自動トリアージ向け")),
    ]
  ) { try DiagnoseCommand($0).run() }
}

/// Carries out `diagnose`.
private struct DiagnoseCommand {
  private let invocation: Invocation
  private let options: DiagnosisOptions

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    options = try invocation.diagnosisOptions()
  }

  private var console: Console { invocation.console }

  func run() throws -> ExitStatus {
    let paths = try invocation.inputPaths()
    let pack = try invocation.knowledgePack()
    let diagnostician = Diagnostician(
      rules: pack.rules, catalog: pack.catalog, search: pack.catalog, options: options)

    InterruptSignal.listen()
    let progress = ProgressBar(language: console.language)
    let report = try diagnostician.report(on: paths, progress: progress)
    progress.finish()

    try write(report)
    return status(of: report)
  }

  private func write(_ report: Report) throws {
    var redactor = Redactor()
    let report = redactor.redact(report)
    let text: String
    let output = invocation.arguments.value("output")
    if invocation.arguments.value("format") == "json" {
      text = ReportJSON(report).text
    } else {
      text = ReportText(report, style: console.style(writingTo: output)).text
    }
    try OutputFile(path: output).write(text, console: console)
  }

  private func status(of report: Report) -> ExitStatus {
    if InterruptSignal.wasRaised { return .interrupted }
    let threshold =
      invocation.arguments.value("fail-on").flatMap(Severity.init(rawValue:)) ?? .error
    if report.findings.contains(where: { $0.severity >= threshold }) { return .findings }
    return report.isPartial ? .unread : .success
  }
}
