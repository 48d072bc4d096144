import Diagnosis
import FoundationEssentials
import Intake
import Model
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
      CommandOption(
        "jobs", short: "j", value: "N",
        help: LocalizedText(
          en: "how many files to read at once (default: one per processor)",
          fr: "combien de fichiers lire à la fois (par défaut\u{A0}: un par processeur)",
          ja: "同時に読み込むファイル数（既定：プロセッサー数）")),
      .knowledge, .plugins,
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
  private let jobs: Int

  init(_ invocation: Invocation) throws(UsageProblem) {
    self.invocation = invocation
    let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    jobs = try invocation.number("jobs", in: 1...256) ?? processors
  }

  private var console: Console { invocation.console }

  func run() throws -> ExitStatus {
    var paths = invocation.arguments.operands
    if paths.isEmpty {
      guard !console.isInputTerminal else { throw UsageProblem(.noInput, command: "diagnose") }
      paths = ["-"]
    }
    let pack = try invocation.knowledgePack()
    var options = Diagnostician.Options()
    options.language = console.language
    options.jobs = jobs
    options.limits = try invocation.intakeLimits()
    options.passwords = try invocation.archivePasswords()
    let diagnostician = Diagnostician(rules: pack.rules, catalog: pack.catalog, options: options)

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
    if invocation.arguments.value("format") == "json" {
      text = ReportJSON(report).text
    } else {
      var style = console.style
      if let path = invocation.arguments.value("output"), path != "-" { style.usesColor = false }
      text = ReportText(report, style: style).text
    }
    try OutputFile(path: invocation.arguments.value("output")).write(text, console: console)
  }

  private func status(of report: Report) -> ExitStatus {
    if InterruptSignal.wasRaised { return .interrupted }
    let threshold =
      invocation.arguments.value("fail-on").flatMap(Severity.init(rawValue:)) ?? .error
    if report.findings.contains(where: { $0.severity >= threshold }) { return .findings }
    return report.isPartial ? .unread : .success
  }
}
