import Model
import Reporting

extension CommandOption {
  /// Further reports from the same run.
  static let report = CommandOption(
    "report", value: "FORMAT=FILE", prefixes: ReportFormat.allCases.map(\.rawValue),
    isRepeatable: true,
    help: LocalizedText(
      en: "write a report in this form to this file, too; may stand several times",
      fr: "écrire aussi un rapport sous cette forme dans ce fichier\u{A0}; répétable",
      ja: "指定した形式のレポートをこのファイルにも書き出す（複数指定可）"))

  /// Whom Markdown is for.
  static let audience = CommandOption(
    "audience", value: "WHO", choices: ReportOptions.Audience.allCases.map(\.rawValue),
    help: LocalizedText(
      en: "whom Markdown is for: a note for the team or a reply to the customer"
        + " (default: internal)",
      fr: "à qui s’adresse le Markdown\u{A0}: note pour l’équipe ou réponse au client"
        + " (par défaut\u{A0}: internal)",
      ja: "Markdown の宛先：チーム内のメモまたはお客様への返信（既定：internal）"))

  /// Whether text tells everything.
  static let verbose = CommandOption(
    "verbose", short: "v",
    help: LocalizedText(
      en: "show every finding in full, with all that is known of the input",
      fr: "montrer chaque constat en entier, avec tout ce qui est connu des fichiers",
      ja: "すべての検出結果と読み取り内容を詳しく表示する"))
}

/// Where the reports of one diagnosis go: one to standard output or `-o`, others by `--report`.
struct ReportOutputs {
  private let invocation: Invocation
  private let outputs: [(format: ReportFormat, path: String?)]

  /// Reads the options, so that a misspelt one is known before the work and not after.
  init(_ invocation: Invocation) throws(UsageProblem) {
    self.invocation = invocation
    let name = invocation.arguments.value("format") ?? ReportFormat.text.rawValue
    let first = ReportFormat(rawValue: name) ?? .text
    let further = try invocation.arguments.all("report").map { text throws(UsageProblem) in
      try Self.output(text, command: invocation.command.name)
    }
    outputs = [(first, invocation.arguments.value("output"))] + further
  }

  private static func output(
    _ text: String, command: String
  ) throws(UsageProblem) -> (format: ReportFormat, path: String?) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw UsageProblem(
        .badForm(text, option: "report", example: "--report html=report.html"), command: command)
    }
    guard let format = ReportFormat(rawValue: String(parts[0])) else {
      throw UsageProblem(
        .badValue(text, option: "report", known: ReportFormat.allCases.map(\.rawValue)),
        command: command)
    }
    return (format, String(parts[1]))
  }

  /// Writes every report; one that cannot be written does not keep the others from it.
  ///
  /// - Parameter categories: The category of each rule that was asked.
  func write(_ report: Report, categories: [String: String]) throws {
    var failures: [any Error] = []
    // Standard output comes last: its reader may go, and ends the program.
    for (format, path) in outputs.reversed() {
      do {
        let bytes = format.bytes(of: report, options: options(writingTo: path, categories))
        try OutputFile(path: path).write(bytes, console: invocation.console)
      } catch {
        failures.append(error)
      }
    }
    for failure in failures.dropLast() {
      if let problem = failure as? any Problem { invocation.console.report(problem) }
    }
    if let failure = failures.last { throw failure }
    try addStepSummary(of: report, categories)
  }

  /// What GitHub shows below a job, where annotations are written and nobody asked for another.
  private func addStepSummary(of report: Report, _ categories: [String: String]) throws {
    guard let path = invocation.console.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty,
      outputs.contains(where: { $0.format == .github }),
      !outputs.contains(where: { $0.format == .githubSummary })
    else { return }
    let options = options(writingTo: path, categories)
    let bytes = ReportFormat.githubSummary.bytes(of: report, options: options)
    try OutputFile(path: path).append(bytes)
  }

  private func options(
    writingTo path: String?, _ categories: [String: String]
  ) -> ReportOptions {
    let arguments = invocation.arguments
    var style = invocation.console.style(writingTo: path)
    style.isVerbose = arguments.isSet("verbose")
    return ReportOptions(
      style: style,
      audience: arguments.value("audience").flatMap(ReportOptions.Audience.init) ?? .internalNote,
      failOn: arguments.value("fail-on").flatMap(Severity.init) ?? .error,
      categories: categories, version: VersionCommand.version)
  }
}
