import Diagnosis
import Model
import Reporting
import Rules

extension Command {
  /// Finds known problems.
  static let diagnose = Command(
    words: ["diagnose"], operands: "[PATH…|-]", operandCount: 0...100_000,
    summary: LocalizedText(
      en: "find known problems in logs, payloads, configurations",
      fr: "trouver les problèmes connus dans ce que vous avez reçu",
      ja: "ログ、ペイロード、設定などから既知の問題を見つける"),
    options: [
      .format(ReportFormat.allCases.map(\.rawValue)), .output, .report, .audience, .verbose,
      .failOn,
      CommandOption(
        "baseline", value: "REPORT",
        help: LocalizedText(
          en: "an earlier JSON report: mark what is new, and let only that count for --fail-on",
          fr: "un rapport JSON antérieur\u{A0}: marquer ce qui est nouveau et ne compter que cela"
            + " pour --fail-on",
          ja: "以前の JSON レポート。新規の問題に印を付け、--fail-on では新規のみを対象とする")),
      .jobs, .timeZone, .knowledge, .house, .plugins,
    ] + CommandOption.redaction + CommandOption.window + CommandOption.intake,
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
        call: "aemedic diagnose logs/ --since 2026-03-29T10:00 --until 2026-03-29T11:00",
        meaning: LocalizedText(
          en: "one hour, by the clock of the logs", fr: "une heure, à l’heure des journaux",
          ja: "ログの時刻で 1 時間分だけを診断する")),
      Example(
        call: "aemedic diagnose logs/ --format json --fail-on critical",
        meaning: LocalizedText(
          en: "for a triage job", fr: "pour un tri automatique", ja: "自動トリアージ向け")),
      Example(
        call: "aemedic diagnose logs/ --report html=report.html --report sarif=report.sarif",
        meaning: LocalizedText(
          en: "several reports from one diagnosis", fr: "plusieurs rapports d’un même diagnostic",
          ja: "一度の診断で複数のレポートを書き出す")),
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

  func run() throws -> ExitStatus {
    let outputs = try ReportOutputs(invocation)
    let paths = try invocation.inputPaths()
    let baseline = try invocation.arguments.value("baseline").map {
      try RecordedReport(file: $0).report
    }
    let pack = try invocation.knowledgePack()
    var report = try invocation.report(on: paths, options: options, pack: pack)
    if let baseline { report = report.marked(against: baseline) }
    try outputs.write(report, categories: pack.categories)
    return status(of: report)
  }

  private func status(of report: Report) -> ExitStatus {
    if InterruptSignal.wasRaised { return .interrupted }
    if invocation.fails(on: report.findings.filter { $0.standing != .known }) { return .findings }
    return report.isPartial ? .unread : .success
  }
}
